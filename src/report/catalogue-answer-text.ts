/** Everything that the catalogue says of one name, for a person. */
import type { PlacedAbility } from "../model/catalogue.js";
import type {
  AbilitySheet,
  CatalogueAnswer,
  ChipSheet,
  MachineSheet,
  PlatformSheet,
  PricesInRegion,
  RegionSheet,
  ShapeSheet,
} from "../model/catalogue-answer.js";
import {
  count,
  money,
  monthly,
  plural,
  reportedResources,
  resourceAmount,
  resourceLabel,
} from "./amounts.js";
import { evidenceText } from "./evidence-text.js";
import { priceSourceLines } from "./machine-list-text.js";
import { chipText, gibibytes, vcpus } from "./machine-text.js";
import { nodeLines } from "./node-text.js";
import { printable } from "./printable.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

function spotShare({ onDemand, spot }: PricesInRegion): string {
  if (onDemand === undefined || spot === undefined || onDemand.currency !== spot.currency) return "";
  return `${Math.round((spot.microPerHour * 100) / onDemand.microPerHour)} %`;
}

function zonesText({ onDemand, spot }: PricesInRegion): string {
  const offering = onDemand ?? spot;
  const notIn = offering?.withdrawnFrom ?? [];
  const zones = offering?.availabilityZones?.filter((zone) => !notIn.includes(zone));
  if (zones !== undefined) return zones.join(", ");
  return notIn.length === 0 ? "not known" : `not in ${notIn.join(", ")}`;
}

function priceLines(prices: readonly PricesInRegion[]): string[] {
  if (prices.length === 0) return ["Prices: none in these regions"];
  const offerings = prices.flatMap(({ onDemand, spot }) => [onDemand ?? [], spot ?? []].flat());
  return [
    "Prices",
    ...renderTable(
      [
        leftColumn("REGION"),
        leftColumn("COUNTRY"),
        rightColumn("ON-DEMAND"),
        rightColumn("A MONTH"),
        rightColumn("SPOT"),
        rightColumn("SPOT SHARE"),
        leftColumn("SOLD IN"),
      ],
      prices.map((price) => {
        const { region, country, onDemand, spot } = price;
        return [
          region,
          country,
          onDemand === undefined ? "" : money(onDemand.microPerHour, onDemand.currency, 4),
          onDemand === undefined ? "" : monthly(onDemand.microPerHour, onDemand.currency),
          spot === undefined ? "" : money(spot.microPerHour, spot.currency, 4),
          spotShare(price),
          zonesText(price),
        ];
      }),
      "  ",
    ),
    ...priceSourceLines(offerings).map((line) => `  ${line}`),
  ];
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  cpuMilli: "vCPUs",
  memoryMiB: "memory",
  networkMbps: "network",
  volumeMbps: "volumes",
  localDiskGiB: "local disks",
};

function machineLines({ machine, evidence, node, prices }: MachineSheet): string[] {
  const { interfaces, networkMbps, volumeMbps, localDiskGiB, burstable } = machine;
  const more = [
    ...(interfaces === undefined
      ? []
      : [`${plural(interfaces.count, "network interface")} of ${interfaces.addressesEach} addresses`]),
    ...(networkMbps === undefined ? [] : [`network ${count(networkMbps)} Mbit/s`]),
    ...(volumeMbps === undefined ? [] : [`volumes ${count(volumeMbps)} Mbit/s`]),
    ...(localDiskGiB === undefined ? [] : [`local disks ${count(localDiskGiB)} GiB`]),
    ...(burstable === true ? ["burstable: not all of its vCPUs are sustained"] : []),
  ];
  return [
    `${machine.name} (${machine.provider}, family ${machine.family}): ${vcpus(machine.cpuMilli)} vCPU ${chipText(machine)}, ${gibibytes(machine.memoryMiB)} of memory`,
    ...(more.length === 0 ? [] : [`  ${more.join("; ")}`]),
    ...evidence.map(
      ({ fields, evidence: one }) =>
        `  ${fields.map((field) => FIELD_NAMES[field] ?? field).join(", ")}: ${evidenceText(one)}`,
    ),
    ...(node === undefined ? [] : ["", ...nodeLines(node)]),
    "",
    ...priceLines(prices),
  ];
}

function shapeLines({ capacity, node }: ShapeSheet): string[] {
  const has = reportedResources(capacity).map(
    (resource) => `${resourceLabel(resource)} ${resourceAmount(resource, capacity[resource] ?? 0)}`,
  );
  return [`A machine with ${has.join(", ")}`, "", ...nodeLines(node)];
}

const ANSWERS = ["yes", "partly", "unknown", "no"] as const;

function whereOf({ partition, regions }: PlacedAbility): string {
  const where = partition === "*" ? "" : ` in partition ${partition}`;
  return regions.length === 0 ? where : `${where}, regions ${regions.join(", ")}`;
}

/** Best answers first. */
function abilityLines(facts: readonly PlacedAbility[], nameOf: (fact: PlacedAbility) => string): string[] {
  return ANSWERS.flatMap((answer) =>
    facts
      .filter(({ fact }) => fact.answer === answer)
      .flatMap((one) => [
        `  ${answer.padEnd(8)} ${nameOf(one)}`,
        `           ${one.fact.statement} (${evidenceText(one.fact.evidence)})`,
      ]),
  );
}

function regionLines({ region, hubs, abilities, prices }: RegionSheet): string[] {
  const { availabilityZones, operator, gridByYear = [], pueMilli, pueEvidence } = region;
  return [
    `${region.name} (${region.provider}): ${region.country}, partition ${region.partition}, at ${region.latitude}, ${region.longitude}`,
    ...(operator === undefined ? [] : [`  operated by ${operator}`]),
    `  availability zones: ${availabilityZones.length === 0 ? "none is known" : availabilityZones.join(", ")}`,
    ...gridByYear.map(
      ({ year, gramsPerKWh, evidence }) =>
        `  grid of ${year}: ${gramsPerKWh} g CO2e a kWh (${evidenceText(evidence)})`,
    ),
    ...(pueMilli === undefined || pueEvidence === undefined
      ? []
      : [`  power usage effectiveness: ${(pueMilli / 1000).toFixed(3)} (${evidenceText(pueEvidence)})`]),
    ...hubs.map(({ name, hub, side }) => `  stands in the cluster ${name} of the hub ${hub} (${side})`),
    ...prices.map(
      ({ purchaseOption, offerings, currency, evidence }) =>
        `  ${plural(offerings, "price")} ${purchaseOption} in ${currency} (${evidenceText(evidence)})`,
    ),
    ...(abilities.length === 0
      ? []
      : ["", "Abilities", ...abilityLines(abilities, (one) => `${one.subject}: ${one.fact.ability}`)]),
  ];
}

function chipLines({ chip, families }: ChipSheet): string[] {
  const { memoryMiB, watts, performance, resources, slices } = chip;
  return [
    `${chip.name}: ${chip.kind}${chip.isa === "none" ? "" : `, ${chip.isa}`}, ${chip.vendor} (${chip.country})`,
    ...(memoryMiB === undefined ? [] : [`  memory: ${gibibytes(memoryMiB)}`]),
    ...(watts === undefined ? [] : [`  power: ${watts} W`]),
    ...(performance === undefined
      ? []
      : [
          `  speed: ${(performance.milli / 1000).toFixed(3)} of ${performance.baseline} (${performance.statement})`,
        ]),
    ...(resources.length === 0 ? [] : [`  resources: ${resources.join(", ")}`]),
    ...slices.map(
      ({ profile, most, memoryMiB: memory, resource }) =>
        `  slice ${profile}: at most ${most}, ${gibibytes(memory)} each, ${resource}`,
    ),
    ...families.map(({ provider, families: names }) => `  families of ${provider}: ${names.join(", ")}`),
    `  (${evidenceText(chip.evidence)})`,
  ];
}

function platformLines({ name, addressModes, agents, abilities }: PlatformSheet): string[] {
  return [
    name,
    ...(addressModes.length === 0 ? [] : [`  address modes, default first: ${addressModes.join(", ")}`]),
    ...agents.map(({ name: agent, requests, evidence }) => {
      const amounts = reportedResources(requests)
        .filter((resource) => resource !== "pods")
        .map((resource) => `${resourceLabel(resource)} ${resourceAmount(resource, requests[resource] ?? 0)}`);
      return `  agent ${agent}: ${amounts.join(", ")} (${evidenceText(evidence)})`;
    }),
    ...(abilities.length === 0
      ? []
      : ["", "Abilities", ...abilityLines(abilities, (one) => `${one.fact.ability}${whereOf(one)}`)]),
  ];
}

function abilitySheetLines({ ability, facts }: AbilitySheet): string[] {
  const whose = (one: PlacedAbility): string => {
    const where = whereOf(one);
    const others = facts.some((other) => other !== one && other.subject === one.subject);
    return `${one.subject}${where === "" && others ? ", elsewhere" : where}`;
  };
  return [ability, ...abilityLines(facts, whose)];
}

function answerLines(answer: CatalogueAnswer): string[] {
  switch (answer.kind) {
    case "instanceType":
      return machineLines(answer);
    case "shape":
      return shapeLines(answer);
    case "region":
      return regionLines(answer);
    case "chip":
      return chipLines(answer);
    case "platform":
      return platformLines(answer);
    case "ability":
      return abilitySheetLines(answer);
  }
}

/** Answers one under the other, with an empty line between them. */
export function renderAnswers(answers: readonly CatalogueAnswer[]): string[] {
  return answers
    .flatMap((answer, index) => [...(index === 0 ? [] : [""]), ...answerLines(answer)])
    .map(printable);
}
