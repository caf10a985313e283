// What matters of the output of `pulumi` and `stowage`, for a reader who has not seen it before.
// @ts-check

/** @param {string} output @param {string} from @param {string} to */
function section(output, from, to) {
  const start = Math.max(0, output.indexOf(from));
  const end = output.indexOf(to, start);
  return output.slice(start, end === -1 ? undefined : end);
}

/** The error under "Diagnostics", which is what the user has to read. @param {string} output */
export function diagnosticsOf(output) {
  return section(output, "Diagnostics:", "\nResources:");
}

/** What policies had to say. @param {string} output */
export function policiesOf(output) {
  return section(output, "Policies:", "\nDiagnostics:");
}

/** Each resource's part of a preview's diff, with its name. @param {string} output @param {string} type */
function diffsOf(output, type) {
  const parts = output.split(/\n(?= *[~+-]{1,2} stowage:)/);
  return parts
    .filter((part) => part.trimStart().slice(0, 80).includes(type))
    .map((part) => {
      const [, sign = "?"] = /([~+-]{1,2}) stowage:/.exec(part) ?? [];
      const [, name = "?"] = /::([^:\]]+)\]/.exec(part) ?? [];
      return { sign, name, part };
    });
}

/** @param {string} output */
export function costChange(output) {
  const [, from, to] = /~ microPerMonth *: (\d+) => (\d+)/.exec(output) ?? [];
  const dollars = (/** @type {string | undefined} */ micro) =>
    (Number(micro) / 1e6).toLocaleString("en-US", { style: "currency", currency: "USD" });
  return `~ cost: ${dollars(from)} => ${dollars(to)} a month`;
}

/** Pools whose number of nodes changes. @param {string} output */
export function poolChanges(output) {
  return diffsOf(output, "stowage:index:NodePool:").flatMap(({ name, part }) => {
    const [, counts] = /~ nodes *: (\d+ => \d+)/.exec(part) ?? [];
    return counts === undefined ? [] : [`~ pool ${name.replace(/^.*-pool-/, "")}: ${counts} nodes, namely`];
  });
}

/** Node groups that the preview creates, changes or deletes, with their counts. @param {string} output */
export function nodePoolSteps(output) {
  return diffsOf(output, "stowage:sim:NodePool:").map(({ sign, name, part }) => {
    const [, count = "?"] = /count *: (.*)/.exec(part) ?? [];
    return `  ${sign} ${name.replace(/^.*-nodes-/, "")}: ${count}`;
  });
}

/** The first faults of a long list, and how many more there are. @param {string} output */
export function shortened(output) {
  const all = output.split("\n");
  const isFault = (/** @type {string} */ line) => /^ +\/\S+: /.test(line);
  const last = all.findLastIndex(isFault);
  const shown = 3;
  const faults = all.filter(isFault).length;
  let seen = 0;
  return all
    .flatMap((line, index) => {
      if (!isFault(line) || ++seen <= shown) return [line];
      const indent = line.slice(0, line.length - line.trimStart().length);
      return index === last ? [`${indent}... and ${faults - shown} more`] : [];
    })
    .join("\n");
}
