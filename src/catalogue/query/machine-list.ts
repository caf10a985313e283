/** Machines with their prices: filtered, sorted, counted. */
import type { CloudProvider, InstanceType, Offering, PurchaseOption } from "../../model/catalogue.js";
import type { MachineList, PricedMachine } from "../../model/catalogue-answer.js";
import { compareText } from "../../units/compare.js";
import type { AllocatablePlatform } from "../allocatable/address-modes.js";
import type { Catalogue } from "../catalogue.js";
import { matchesChips } from "../chips.js";
import { isPreviousGeneration, unsupportedReason } from "../support.js";

export const MACHINE_ORDERS = ["price", "vcpu", "memory", "name"] as const;
export type MachineOrder = (typeof MACHINE_ORDERS)[number];

export interface MachineQuery {
  readonly regions: readonly { readonly provider: CloudProvider; readonly region: string }[];
  /** ISAs and accelerators as pools ask for them, or processors by chip name. Absent: any. */
  readonly chips?: readonly string[];
  readonly families?: readonly string[];
  readonly instanceTypes?: readonly string[];
  readonly purchaseOptions: readonly PurchaseOption[];
  readonly minCpuMilli?: number;
  readonly maxCpuMilli?: number;
  readonly minMemoryMiB?: number;
  readonly maxMemoryMiB?: number;
  /** An hour, in the currency of each price. */
  readonly maxMicroPerHour?: number;
  /** Only what one of them takes as a node. */
  readonly platforms?: readonly {
    readonly platform: AllocatablePlatform;
    readonly provider: CloudProvider;
  }[];
  /** False leaves out machines of credited or shared processors. @default true */
  readonly burstable?: boolean;
  /** False leaves out generations that the provider hardly sells any more. @default true */
  readonly previousGeneration?: boolean;
  readonly order: MachineOrder;
  readonly limit?: number;
  /** Most rows of one region. */
  readonly limitPerRegion?: number;
}

function within(amount: number, from = 0, to = Infinity): boolean {
  return amount >= from && amount <= to;
}

function isOfChips(type: InstanceType, chips: readonly string[] | undefined): boolean {
  if (chips === undefined) return true;
  return matchesChips(type, chips) || (type.processor !== undefined && chips.includes(type.processor));
}

function isTaken(type: InstanceType, platforms: MachineQuery["platforms"]): boolean {
  return (
    platforms?.some(
      ({ platform, provider }) =>
        provider === type.provider && unsupportedReason(platform, type) === undefined,
    ) ?? true
  );
}

function matches({ machine, offering }: PricedMachine, query: MachineQuery): boolean {
  return (
    query.purchaseOptions.includes(offering.purchaseOption) &&
    isOfChips(machine, query.chips) &&
    (query.families?.includes(machine.family) ?? true) &&
    (query.instanceTypes?.includes(machine.name) ?? true) &&
    within(machine.cpuMilli, query.minCpuMilli, query.maxCpuMilli) &&
    within(machine.memoryMiB, query.minMemoryMiB, query.maxMemoryMiB) &&
    within(offering.microPerHour, 0, query.maxMicroPerHour) &&
    (query.burstable !== false || machine.burstable !== true) &&
    (query.previousGeneration !== false || !isPreviousGeneration(machine)) &&
    isTaken(machine, query.platforms)
  );
}

/** Amounts of two currencies have no order: US dollars come first, then the others by name. */
function byCurrency(left: Offering, right: Offering): number {
  const rank = ({ currency }: Offering): string => (currency === "USD" ? "" : currency);
  return compareText(rank(left), rank(right));
}

function byPrice(left: PricedMachine, right: PricedMachine): number {
  return (
    byCurrency(left.offering, right.offering) || left.offering.microPerHour - right.offering.microPerHour
  );
}

const ORDERS: Readonly<Record<MachineOrder, (left: PricedMachine, right: PricedMachine) => number>> = {
  price: byPrice,
  vcpu: (left, right) => left.machine.cpuMilli - right.machine.cpuMilli || byPrice(left, right),
  memory: (left, right) => left.machine.memoryMiB - right.machine.memoryMiB || byPrice(left, right),
  name: () => 0,
};

function identity({ offering }: PricedMachine): string {
  const { instanceType, provider, region, purchaseOption } = offering;
  return [instanceType, provider, region, purchaseOption].join(" ");
}

function ordered(rows: readonly PricedMachine[], order: MachineOrder): PricedMachine[] {
  const compare = ORDERS[order];
  return [...rows].sort(
    (left, right) => compare(left, right) || compareText(identity(left), identity(right)),
  );
}

function firstOfEach(rows: readonly PricedMachine[], most: number): PricedMachine[] {
  const taken = new Map<string, number>();
  return rows.filter(({ offering: { provider, region } }) => {
    const before = taken.get(`${provider} ${region}`) ?? 0;
    taken.set(`${provider} ${region}`, before + 1);
    return before < most;
  });
}

export function listMachines(catalogue: Catalogue, query: MachineQuery): MachineList {
  const found = query.regions.flatMap(({ provider, region }) =>
    catalogue.offerings(provider, region).flatMap((offering) => {
      const machine = catalogue.instanceType(provider, offering.instanceType);
      return machine === undefined ? [] : [{ machine, offering }];
    }),
  );
  const all = ordered(
    found.filter((one) => matches(one, query)),
    query.order,
  );
  const rows = firstOfEach(all, query.limitPerRegion ?? Infinity).slice(0, query.limit ?? Infinity);
  return { rows, matching: all.length };
}
