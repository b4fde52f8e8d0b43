/** Work that is stopped where nobody waits for it any more, such as after an interruption. */
export class Stoppable {
  private readonly stopping = new AbortController();
  private under: Promise<unknown> = Promise.resolve();

  /** Does `work`, which ends early once its signal says so. */
  of<T>(work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
    const result = work(this.stopping.signal);
    // What became of it is the caller's to know.
    this.under = result.catch(() => undefined);
    return result;
  }

  /** When it returns, the work that was under way has ended and cleaned up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.under;
  }
}
