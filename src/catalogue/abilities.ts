/** Which fact answers a question about what a platform or its cloud can do in a region. */
import type { AbilityFact, PlacedAbility } from "../model/catalogue.js";
import type { AbilitiesFile, AbilityRow } from "../model/catalogue-files.js";
import type { AbilityQuestion } from "./catalogue.js";
import type { SheetEvidence } from "./decode-evidence.js";

/** Undefined where the row does not speak of the place; more is more specific. */
function rank([, partition, regions]: AbilityRow, question: AbilityQuestion): number | undefined {
  if (partition !== "*" && partition !== question.partition) return undefined;
  if (regions.length > 0) return regions.includes(question.region) ? 2 : undefined;
  return partition === "*" ? 0 : 1;
}

/** The most specific fact; undefined where the catalogue says nothing, which is no "no". */
export function answerTo(
  { rows }: AbilitiesFile,
  evidence: SheetEvidence,
  question: AbilityQuestion,
): AbilityFact | undefined {
  let best: AbilityRow | undefined;
  let most = -1;
  for (const row of rows) {
    if (row[0] !== question.subject || row[3] !== question.ability) continue;
    const here = rank(row, question);
    if (here !== undefined && here > most) [best, most] = [row, here];
  }
  return best === undefined ? undefined : factOf(best, evidence);
}

function factOf([, , , ability, answer, statement, index]: AbilityRow, evidence: SheetEvidence): AbilityFact {
  return { ability, answer, statement, evidence: evidence.at(index) };
}

export function placedAbilities({ rows }: AbilitiesFile, evidence: SheetEvidence): readonly PlacedAbility[] {
  return rows.map((row) => {
    const [subject, partition, regions] = row;
    return { subject, partition, regions, fact: factOf(row, evidence) };
  });
}
