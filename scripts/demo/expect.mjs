// What the demo promises is checked while it is told.
// @ts-check

/** @param {boolean} holds @param {string} what */
export function expect(holds, what) {
  if (!holds) throw new Error(`expected: ${what}`);
}

/** @param {import("./stage.mjs").Run} done @param {number} status @param {string} what */
export function expectStatus(done, status, what) {
  if (done.status === status) return;
  throw new Error(`${what} ended with ${done.status}, not ${status}:\n${done.output}`);
}

/** Lines that match, without what goes before `from`. @param {string} output @param {RegExp} pattern */
export function lines(output, pattern) {
  return output.split("\n").filter((line) => pattern.test(line));
}

/** Sums up resources of a simulated cloud. @param {Record<string, Record<string, any>>} cloud */
export function totals(cloud) {
  const of = (/** @type {string} */ collection) => Object.values(cloud[collection] ?? {});
  const sum = (/** @type {any[]} */ list, /** @type {string} */ field) =>
    list.reduce((total, one) => total + one[field], 0);
  return {
    clusters: of("clusters").length,
    edgeSites: of("edgeSites").length,
    edgeNodes: of("edgeSites").reduce((total, site) => total + sum(site.nodes, "count"), 0),
    nodes: sum(of("nodePools"), "count"),
    workloads: of("workloads").length,
    replicas: sum(of("workloads"), "replicas"),
  };
}
