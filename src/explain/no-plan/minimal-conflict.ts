/**
 * A smallest set of requirements that cannot hold together: without any one of its members there is a plan.
 * Found by halving (Junker, QuickXplain, AAAI 2004): about 2 k log(n/k) questions for k of n requirements.
 * Questions are answered by planning, which may find nothing where a plan exists, so every member is asked
 * for once more at the end.
 */

/** Whether a plan is found where only these requirements hold; undefined: nothing more may be asked. */
export type HasPlan<T> = (held: readonly T[]) => boolean | undefined;

export interface MinimalConflict<T> {
  readonly members: readonly T[];
  /** Whether each member was seen to be one: without it alone there is a plan. */
  readonly minimal: boolean;
}

class Questions<T> {
  ended = false;

  constructor(private readonly hasPlan: HasPlan<T>) {}

  /** Where no question is left the answer is the one that keeps more members. */
  fails(held: readonly T[]): boolean {
    const answer = this.ended ? undefined : this.hasPlan(held);
    if (answer === undefined) this.ended = true;
    return answer === false;
  }
}

/** Members of `candidates` that conflict, beside `held`. `added`: whether `held` grew since it was asked about. */
function halve<T>(
  questions: Questions<T>,
  held: readonly T[],
  candidates: readonly T[],
  added: boolean,
): T[] {
  if (added && questions.fails(held)) return [];
  if (candidates.length <= 1) return [...candidates];
  const middle = Math.floor(candidates.length / 2);
  const [left, right] = [candidates.slice(0, middle), candidates.slice(middle)];
  const inRight = halve(questions, [...held, ...left], right, left.length > 0);
  const inLeft = halve(questions, [...held, ...inRight], left, inRight.length > 0);
  return [...inLeft, ...inRight];
}

/** `requirements` have no plan together. Empty: there is none even without all of them. */
export function minimalConflict<T>(requirements: readonly T[], hasPlan: HasPlan<T>): MinimalConflict<T> {
  const questions = new Questions(hasPlan);
  if (questions.fails([])) return { members: [], minimal: true };
  let members = halve(questions, [], requirements, false);
  for (const member of [...members]) {
    const others = members.filter((one) => one !== member);
    if (questions.fails(others)) members = others;
  }
  return { members, minimal: !questions.ended };
}
