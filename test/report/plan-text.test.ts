import assert from "node:assert/strict";
import type { Assumption } from "../../src/model/evidence.js";
import type { Workload } from "../../src/model/fleet.js";
import { renderDiagnostic, renderPlan } from "../../src/report/index.js";
import { assumptionLines } from "../../src/report/assumption-text.js";
import { cluster, edgeSite, planOf, pool, workload } from "../plan/fleets.js";

describe("renderPlan", () => {
  it("tells cost, bound, gap and why the search stopped, then each place with its nodes and workloads", () => {
    const plan = planOf({
      clusters: [cluster({ pools: [pool({ chips: ["amd64"] })] })],
      edgeSites: [edgeSite()],
      workloads: [
        workload({ replicas: 3 }),
        workload({ name: "till", target: { kind: "edgeSite", name: "store" } }),
      ],
    });
    const text = renderPlan(plan);
    assert.match(
      text,
      /^Plan of fleet shop: 2 workloads, 4 replicas, \d+ nodes?\n\n {2}cost {4}\$[\d.]+ a month/,
    );
    assert.match(text, /\n {2}gap {5}0\.00 %; no plan is cheaper, which is proved \(/);
    assert.match(
      text,
      /\nmain: kubernetes in eu-central-1 \(DE\), \$[\d.]+ a month\n {2}POOL +INSTANCE TYPE /,
    );
    assert.match(text, /\nstore: k3s edge site \(DE\), \$0\.00 a month\n/);
    assert.match(text, /\n {2}default\/till +Deployment +1 +store 1 +store 1 +\$0\.00\n/);
    assert.match(text, /\nPrices\n {2}main: on-demand prices of /);
    assert.doesNotMatch(text, / \n/);
  });

  it("tells a gap over a bound of nothing in words", () => {
    const plan = planOf({
      clusters: [cluster({ pools: [pool({ chips: ["amd64"] })] })],
      workloads: [workload({ replicas: 3 })],
    });
    const search = { ...plan.search, boundMicroPerHour: 0, gapPpm: Number.MAX_SAFE_INTEGER };
    assert.match(
      renderPlan({ ...plan, search }),
      /\n {2}gap {5}without limit: at most \$[\d.]+ a month could/,
    );
  });

  it("says that peaks and hours are packed, and what the scheduler makes of them is not known", () => {
    const told = (demand: Partial<Workload>): string =>
      renderPlan(
        planOf({
          fidelity: "scheduler",
          clusters: [cluster({ pools: [pool({ chips: ["amd64"] })] })],
          workloads: [workload({ replicas: 3, ...demand })],
        }),
      );
    const asked =
      /\n {2}scheduler model: asked about the base alone; (.*), not replayed, and pods may stay pending then\n/;
    assert.doesNotMatch(told({}), asked);
    assert.equal(asked.exec(told({ peak: 9 }))?.[1], "its peak is packed");
    const hourly = Array.from({ length: 24 }, (_none, hour) => (hour < 8 ? 3 : 6));
    assert.equal(asked.exec(told({ hourly, peak: 6 }))?.[1], "2 demands by the hour are packed");
  });
});

describe("assumptionLines", () => {
  const one = (subject: string, statement: string, confidence: Assumption["confidence"]): Assumption => ({
    subject,
    statement,
    confidence,
    source: "a page",
    asOf: "2026-01-01",
  });

  it("tells the unsure in full, one sentence once, and only counts what vendors say", () => {
    assert.deepEqual(
      assumptionLines([
        one("memory", "7 % is not seen", "estimate"),
        one("region a", "sells all", "assumption"),
        one("region b", "sells all", "assumption"),
        one("fee", "0.10 USD an hour", "vendor-doc"),
        one("agents", "x runs", "assumption"),
        one("agents", "y runs", "assumption"),
      ]),
      [
        "region a, region b: sells all (assumption: a page, 2026-01-01)",
        "agents: x runs (assumption: a page, 2026-01-01); y runs (assumption: a page, 2026-01-01)",
        "memory: 7 % is not seen (estimate: a page, 2026-01-01)",
        "1 figure from vendors, measurements and published lists, of 2026-01-01 (--json has their sources): fee",
      ],
    );
  });
});

describe("renderDiagnostic", () => {
  it("gives file, line, severity, code and place, and the hint below", () => {
    assert.deepEqual(
      renderDiagnostic({
        code: "unknown-name",
        severity: "error",
        file: "fleet.yaml",
        line: 3,
        path: "/clusters/0/region",
        message: "no region is called that",
        hint: "try another",
      }),
      [
        "fleet.yaml:3: error [unknown-name] at /clusters/0/region: no region is called that",
        "    try another",
      ],
    );
  });

  it("writes control characters of the user's files out", () => {
    const [line] = renderDiagnostic({
      code: "syntax",
      severity: "error",
      file: "\u001b]0;evil\u0007.yaml",
      path: "",
      message: "two\nlines",
    });
    assert.equal(line, "\\u001b]0;evil\\u0007.yaml: error [syntax]: two\\u000alines");
  });
});
