/**
 * The inverse of a simplex basis, kept whole and updated by Gauss-Jordan steps; rebuilt now and then, because
 * every step adds rounding. Dense: for a few hundred rows that beats anything cleverer in this language.
 *
 * Layout: inverse[place * rows + row].
 */
export class BasisInverse {
  readonly inverse: Float64Array;
  /** Steps since it was last exact. */
  steps = 0;

  constructor(readonly rows: number) {
    this.inverse = new Float64Array(rows * rows);
    this.reset();
  }

  reset(): void {
    this.inverse.fill(0);
    for (let row = 0; row < this.rows; row += 1) this.inverse[row * this.rows + row] = 1;
    this.steps = 0;
  }

  /** The basis column at `place` becomes the one whose product with the inverse is `direction`. */
  exchange(place: number, direction: Float64Array): void {
    const { rows, inverse } = this;
    const base = place * rows;
    const pivot = direction[place] ?? 1;
    for (let row = 0; row < rows; row += 1) inverse[base + row] = (inverse[base + row] ?? 0) / pivot;
    for (let other = 0; other < rows; other += 1) {
      const factor = direction[other] ?? 0;
      if (other === place || factor === 0) continue;
      const offset = other * rows;
      for (let row = 0; row < rows; row += 1)
        inverse[offset + row] = (inverse[offset + row] ?? 0) - factor * (inverse[base + row] ?? 0);
    }
    this.steps += 1;
  }

  /** inverse . vector, in `into` */
  times(vector: Float64Array, into: Float64Array): void {
    const { rows, inverse } = this;
    for (let place = 0; place < rows; place += 1) {
      let sum = 0;
      const offset = place * rows;
      for (let row = 0; row < rows; row += 1) sum += (inverse[offset + row] ?? 0) * (vector[row] ?? 0);
      into[place] = sum;
    }
  }
}
