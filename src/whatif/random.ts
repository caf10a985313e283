/**
 * Whole numbers drawn from a seed: SplitMix32 (a Weyl sequence through the finalizer of MurmurHash3 by Austin Appleby, with
 * the increment of the golden ratio), in 32-bit arithmetic that every machine does alike.
 */
export class Draws {
  private state: number;

  /** `seed`: a whole number from 0 to 2^32 - 1. */
  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to 2^32 - 1. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let bits = this.state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return (bits ^ (bits >>> 16)) >>> 0;
  }

  /** From 0 to `below` - 1, each as likely: what would make some more likely is drawn again. */
  below(below: number): number {
    const most = 2 ** 32 - (2 ** 32 % below);
    let drawn = this.next();
    while (drawn >= most) drawn = this.next();
    return drawn % below;
  }
}
