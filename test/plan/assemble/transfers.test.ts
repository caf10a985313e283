import assert from "node:assert/strict";
import { TRANSFER_RULES } from "../../../src/catalogue/index.js";
import type { ComplianceZone } from "../../../src/model/fleet.js";
import type { Transfer, TransferPlan } from "../../../src/model/transfer.js";
import { renderPlan } from "../../../src/report/index.js";
import { cluster, edgeSite, planOf, workload } from "../fleets.js";

const ZONE: ComplianceZone = {
  name: "bound",
  regimes: ["gdpr", "pipl"],
  jurisdictions: ["CN", "DE"],
  dataClasses: [],
  law: { rules: [], transfers: [...TRANSFER_RULES].sort((left, right) => (left.id < right.id ? -1 : 1)) },
};

const law = { operator: "own", abilities: {} };

function transfer(more: Partial<Transfer> = {}): Transfer {
  return { name: "crm", from: "default/shop", toCountry: "SG", persons: 1, sensitive: 0, ...more };
}

/** The shop stands in China and, where `inGermany`, in Germany too. */
function planned(transfers: readonly Transfer[], inGermany = false) {
  const china = { kind: "edgeSite", name: "store" } as const;
  return planOf({
    complianceZones: [ZONE],
    clusters: [cluster({ complianceZone: "bound", law })],
    edgeSites: [
      edgeSite({ complianceZone: "bound", law, location: { latitude: 31, longitude: 121, country: "CN" } }),
    ],
    workloads: [
      workload({ name: "shop", target: china, id: "store/default/shop" }),
      ...(inGermany ? [workload({ name: "shop" })] : []),
    ],
    transfers,
  });
}

function needs(transfers: readonly Transfer[], inGermany = false): Record<string, string[]> {
  const told = Object.entries(planned(transfers, inGermany).transfers ?? {});
  return Object.fromEntries(
    told.map(([name, one]: [string, TransferPlan]) => [
      name,
      one.needs.map(
        ({ rule, needs: asked, covered }) =>
          `${rule.split(":")[0] ?? ""} ${asked}${covered ? "" : " missing"}`,
      ),
    ]),
  );
}

describe("transfers", () => {
  it("need by number of people what China's thresholds ask", () => {
    const of = (more: Partial<Transfer>) => needs([transfer(more)])["crm"];
    assert.deepEqual(of({ persons: 99_999 }), ["CAC2024 none"]);
    assert.deepEqual(of({ persons: 100_000 }), ["CAC2024 contract missing"]);
    assert.deepEqual(of({ persons: 999_999, safeguards: ["certification"] }), ["CAC2024 contract"]);
    assert.deepEqual(of({ persons: 1_000_000, safeguards: ["certification"] }), [
      "CAC2024 assessment missing",
    ]);
    assert.deepEqual(of({ persons: 0, sensitive: 1 }), ["CAC2024 contract missing"]);
    assert.deepEqual(of({ persons: 0, sensitive: 10_000, safeguards: ["security-assessment"] }), [
      "CAC2024 assessment",
    ]);
    assert.deepEqual(of({ important: true }), ["CAC2024 assessment missing"]);
  });

  it("count people together, but not those of transfers on a free ground", () => {
    const halves = [transfer({ name: "a", persons: 60_000 }), transfer({ name: "b", persons: 60_000 })];
    assert.deepEqual(needs(halves), { a: ["CAC2024 contract missing"], b: ["CAC2024 contract missing"] });
    const [a, b] = halves as [Transfer, Transfer];
    assert.deepEqual(needs([a, { ...b, ground: "contract-necessity" }]), {
      a: ["CAC2024 none"],
      b: ["CAC2024 none"],
    });
  });

  it("are told once for each country that they leave, by the rules there", () => {
    const one = needs([transfer({ toCountry: "US", persons: 5 })], true);
    assert.deepEqual(one, { crm: ["CAC2024 none", "GDPR contract missing"] });
    const certified = needs(
      [transfer({ toCountry: "US", persons: 5, safeguards: ["certified-recipient"] })],
      true,
    );
    assert.deepEqual(certified, { crm: ["CAC2024 none", "GDPR none"] });
    assert.deepEqual(needs([transfer({ toCountry: "CH" })], true), { crm: ["CAC2024 none", "GDPR none"] });
    assert.deepEqual(needs([transfer({ toCountry: "CN" })], true), { crm: ["GDPR contract missing"] });
  });

  it("are left out where they cross no border, and told in words where they do", () => {
    assert.equal(planned([transfer({ toCountry: "CN" })]).transfers, undefined);
    const text = renderPlan(planned([transfer({ persons: 200_000 })]));
    assert.match(
      text,
      /crm: default\/shop to SG, 200,000 people, 0 more with sensitive data: leaving CN takes a contract .*, which the spec does not have, by CAC2024:5-8 \(secondary:/,
    );
  });
});
