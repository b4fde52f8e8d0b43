/**
 * For how long a cluster has stood still: counted in looks that its API has answered, and not on the clock. Where processors are short, what moves
 * the cluster gets its turn later, and so do answers; a clock would take a cluster that waits for its turn for one that has come to its end.
 */
export class Stillness {
  private looks = 0;

  /** @param interval milliseconds from one look to the next, where the answer comes at once. */
  constructor(private readonly interval: number) {}

  /** Milliseconds that it has lasted, on a machine with processors for all. */
  get milliseconds(): number {
    return this.looks * this.interval;
  }

  /** Something has changed. */
  breaks(): void {
    this.looks = 0;
  }

  /** The API has answered, and nothing has changed. */
  lasts(): void {
    this.looks += 1;
  }
}
