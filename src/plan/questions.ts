/** How many more times a question may be answered by planning; what is left without an answer makes the whole partial. */
export class Questions {
  /** `left`: how many there are; Infinity: any number. */
  constructor(private left: number) {}

  private unanswered = false;

  /** Whether one was asked when none was left. */
  get ended(): boolean {
    return this.unanswered;
  }

  /** Takes one; false where none is left. */
  take(): boolean {
    if (this.left <= 0) this.unanswered = true;
    else this.left -= 1;
    return !this.unanswered;
  }
}
