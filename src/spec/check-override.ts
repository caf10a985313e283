/**
 * Whether an override says things that can be true together and of this catalogue: names resolve, nothing is
 * given twice, nothing is both sold and withdrawn. All faults at once.
 */
import type { CloudProvider, PurchaseOption, Region } from "../model/catalogue.js";
import type { CatalogueOverride, Withdrawal } from "../model/catalogue-override.js";
import type { CheckOutcome } from "../model/outcome.js";
import { Faults } from "./faults.js";
import type { ParsedOverride } from "./parse-override.js";

/** What the check needs to know of the catalogue, earlier overrides included. */
export interface OverrideKnowledge {
  readonly region: (provider: CloudProvider, name: string) => Region | undefined;
  readonly regionNames: (provider: CloudProvider) => readonly string[];
  readonly hasInstanceType: (provider: CloudProvider, name: string) => boolean;
  readonly instanceTypeNames: (provider: CloudProvider) => readonly string[];
  /** Undefined where the region's price list was not read. */
  readonly sells: (
    provider: CloudProvider,
    region: string,
    instanceType: string,
    purchaseOption?: PurchaseOption,
  ) => boolean | undefined;
}

interface Place {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly instanceType: string;
}

const UNREAD = [["nodes", "state machines that exist in the nodes field of a pool or an edge site"]] as const;

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The pattern lets a 31 February pass. */
function isCalendarDate(date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 && !leap ? 28 : (DAYS[month - 1] ?? 0));
}

class OverrideCheck {
  private readonly added: ReadonlySet<string>;

  constructor(
    private readonly override: CatalogueOverride,
    private readonly knowledge: OverrideKnowledge,
    private readonly faults: Faults,
  ) {
    this.added = new Set((override.instanceTypes ?? []).map(({ provider, name }) => `${provider} ${name}`));
  }

  run(): void {
    this.checkDate();
    this.checkInstanceTypes();
    this.checkOfferings();
    this.checkWithdrawals();
    this.checkAvailabilityZones();
    this.checkCommitments();
    this.tellUnread();
  }

  private checkDate(): void {
    if (!isCalendarDate(this.override.asOf))
      this.faults.error("invalid-spec", "/asOf", `there is no day ${this.override.asOf}`);
  }

  private checkInstanceTypes(): void {
    this.faults.distinct(
      (this.override.instanceTypes ?? []).map(({ provider, name }, index) => [
        `${provider} ${name}`,
        `/instanceTypes/${index}`,
      ]),
      "instance type",
      "remove one of them",
    );
  }

  private checkOfferings(): void {
    const offerings = this.override.offerings ?? [];
    this.faults.distinct(
      offerings.map(({ provider, region, instanceType, purchaseOption }, index) => [
        `${provider} ${region} ${instanceType} ${purchaseOption}`,
        `/offerings/${index}`,
      ]),
      "the price of",
      "remove one of them",
    );
    for (const [index, offering] of offerings.entries()) {
      const path = `/offerings/${index}`;
      this.checkPlace(offering, path);
      if (offering.purchaseOption === "owned")
        this.faults.error(
          "invalid-spec",
          `${path}/purchaseOption`,
          "machines that you own are not offered to you",
          "list them as `nodes` of a pool",
        );
    }
  }

  private checkWithdrawals(): void {
    const given = new Set(
      (this.override.offerings ?? []).map(
        ({ provider, region, instanceType, purchaseOption }) =>
          `${provider} ${region} ${instanceType} ${purchaseOption}`,
      ),
    );
    const withdrawn = this.override.withdrawn ?? [];
    this.faults.distinct(
      withdrawn.map((one, index) => [withdrawalName(one), `/withdrawn/${index}`]),
      "the withdrawal of",
      "remove one of them",
    );
    for (const [index, one] of withdrawn.entries()) {
      const path = `/withdrawn/${index}`;
      if (!this.checkPlace(one, path)) continue;
      this.checkZones(
        one,
        one.availabilityZone === undefined ? [] : [one.availabilityZone],
        `${path}/availabilityZone`,
      );
      const { provider, region, instanceType, purchaseOption } = one;
      const options = purchaseOption === undefined ? ["on-demand", "spot"] : [purchaseOption];
      const both = options.filter((option) => given.has(`${provider} ${region} ${instanceType} ${option}`));
      if (both.length > 0 && one.availabilityZone === undefined)
        this.faults.error(
          "bound-disagreement",
          path,
          `${instanceType} in ${region} is withdrawn here, and this file has its price ${both.join(" and ")}`,
          "remove the one or the other",
        );
      else if (
        both.length === 0 &&
        this.knowledge.sells(provider, region, instanceType, purchaseOption) === false
      )
        this.faults.warning(
          "unknown-name",
          path,
          `${region} sells no ${instanceType}${purchaseOption === undefined ? "" : ` ${purchaseOption}`}: there is nothing to withdraw`,
          "remove the entry",
        );
    }
  }

  private checkAvailabilityZones(): void {
    const entries = this.override.availabilityZones ?? [];
    this.faults.distinct(
      entries.map(({ provider, region, instanceType }, index) => [
        `${provider} ${region} ${instanceType}`,
        `/availabilityZones/${index}`,
      ]),
      "the zones of",
      "put the zones into one entry",
    );
    for (const [index, entry] of entries.entries()) {
      const path = `/availabilityZones/${index}`;
      if (this.checkPlace(entry, path))
        this.checkZones(entry, entry.availabilityZones, `${path}/availabilityZones`);
    }
  }

  private checkCommitments(): void {
    this.faults.distinct(
      (this.override.commitments ?? []).map(({ provider, name }, index) => [
        `${provider} ${name}`,
        `/commitments/${index}`,
      ]),
      "commitment",
    );
    this.faults.distinct(
      (this.override.exchangeRates ?? []).map(({ currency }, index) => [currency, `/exchangeRates/${index}`]),
      "the exchange rate of",
      "remove one of them",
    );
  }

  /** What the file may hold and no plan reads: it must not be thought to bind one. */
  private tellUnread(): void {
    for (const [field, instead] of UNREAD)
      if ((this.override[field] ?? []).length > 0)
        this.faults.warning(
          "not-supported",
          `/${field}`,
          `plans do not read ${field} of an override yet`,
          instead,
        );
  }

  /** False, and a fault, where the region or the type is unknown. */
  private checkPlace({ provider, region, instanceType }: Place, path: string): boolean {
    const { knowledge, faults } = this;
    const knowsType =
      this.added.has(`${provider} ${instanceType}`) || knowledge.hasInstanceType(provider, instanceType);
    if (!knowsType)
      faults.knows(
        instanceType,
        knowledge.instanceTypeNames(provider),
        `${path}/instanceType`,
        `instance type of ${provider}`,
      );
    const knowsRegion = knowledge.region(provider, region) !== undefined;
    if (!knowsRegion)
      faults.knows(region, knowledge.regionNames(provider), `${path}/region`, `region of ${provider}`);
    return knowsType && knowsRegion;
  }

  /** Zones whose names are not in the catalogue are believed. */
  private checkZones({ provider, region }: Place, zones: readonly string[], path: string): void {
    const known = this.knowledge.region(provider, region)?.availabilityZones ?? [];
    if (known.length === 0) return;
    for (const zone of zones) this.faults.knows(zone, known, path, `availability zone of ${region}`);
  }
}

function withdrawalName(one: Withdrawal): string {
  return [one.provider, one.region, one.instanceType, one.availabilityZone ?? "", one.purchaseOption ?? ""]
    .filter((part) => part !== "")
    .join(" ");
}

export function checkOverride(
  { override, text }: ParsedOverride,
  knowledge: OverrideKnowledge,
): CheckOutcome<CatalogueOverride> {
  const faults = new Faults(text);
  new OverrideCheck(override, knowledge, faults).run();
  const { diagnostics } = faults;
  if (diagnostics.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
  return { ok: true, value: override, diagnostics };
}
