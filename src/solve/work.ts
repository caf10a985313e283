/** Work units: what limits the search in place of time, so that results do not depend on load. */
export class WorkBudget {
  private units = 0;
  private refused = false;

  constructor(readonly limit: number) {}

  get used(): number {
    return this.units;
  }

  get exhausted(): boolean {
    return this.units >= this.limit;
  }

  /** Whether less was tried than would have been with more units. */
  get short(): boolean {
    return this.refused || this.exhausted;
  }

  /** Whether so many units are left for what cannot end half-way. */
  allows(units: number): boolean {
    const left = this.units + units <= this.limit;
    if (!left) this.refused = true;
    return left;
  }

  spend(units: number): void {
    this.units += units;
  }
}
