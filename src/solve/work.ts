/** Work units: what limits the search in place of time, so that results do not depend on load. */
export class WorkBudget {
  private units = 0;

  constructor(readonly limit: number) {}

  get used(): number {
    return this.units;
  }

  get exhausted(): boolean {
    return this.units >= this.limit;
  }

  spend(units: number): void {
    this.units += units;
  }
}
