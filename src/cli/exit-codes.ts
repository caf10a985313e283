/** What the command's exit codes mean; README has the table. */
export const EXIT = {
  done: 0,
  usage: 2,
  invalidSpec: 3,
  noFeasiblePlan: 4,
  noPlanInBudget: 5,
  staleLock: 6,
  gateFailed: 7,
  planRefused: 8,
  bug: 70,
  file: 74,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
