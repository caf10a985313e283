/**
 * Carbon of making the server that a family is cut from. The source gives each type's whole platform; a family's
 * server is that of its largest type, which has all of its virtual CPUs (the method's own assumption).
 */
import { compareText } from "../../src/units/compare.js";
import { decimal, readCsv, text } from "./csv.js";
import type { EmbodiedTable, Provider, TypeTable } from "./tables.js";

const FILES: Readonly<Partial<Record<Provider, string>>> = {
  aws: "ccf-embodied/coefficients-aws-embodied.csv",
  azure: "ccf-embodied/coefficients-azure-embodied.csv",
  gcp: "ccf-embodied/coefficients-gcp-embodied.csv",
};

/** "D2s v3" is Standard_D2s_v3. */
function ownName(provider: Provider, type: string): string {
  return provider === "azure" ? `Standard_${type.replaceAll(" ", "_")}` : type;
}

/** Mean over the microarchitectures that the source lists for a type. */
function kilogramsByType(from: string, provider: Provider, file: string): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const row of readCsv(from, file)) {
    const name = ownName(provider, text(row, "type"));
    const { sum, count } = sums.get(name) ?? { sum: 0, count: 0 };
    sums.set(name, { sum: sum + decimal(row, "total"), count: count + 1 });
  }
  return new Map([...sums].map(([name, { sum, count }]) => [name, sum / count]));
}

export function embodiedTable(from: string, { provider, rows }: TypeTable): EmbodiedTable | undefined {
  const file = FILES[provider];
  if (file === undefined) return undefined;
  const kilograms = kilogramsByType(from, provider, file);
  const families = new Map<string, { kilograms: number; vcpus: number; largest: number }>();
  for (const type of rows) {
    const family = families.get(type.family) ?? { kilograms: 0, vcpus: 0, largest: 0 };
    const listed = kilograms.get(type.name);
    families.set(type.family, {
      vcpus: Math.max(family.vcpus, type.cpuMilli / 1000),
      ...(listed !== undefined && type.cpuMilli > family.largest
        ? { kilograms: Math.round(listed), largest: type.cpuMilli }
        : { kilograms: family.kilograms, largest: family.largest }),
    });
  }
  return {
    provider,
    evidence: [
      {
        source: "ccf-coefficients",
        confidence: "estimate",
        note: "embodied carbon of the whole platform of the family's largest type",
      },
    ],
    rows: [...families]
      .filter(([, family]) => family.kilograms > 0)
      .map(([name, family]): [string, number, number] => [name, family.kilograms, family.vcpus])
      .sort(([left], [right]) => compareText(left, right)),
  };
}
