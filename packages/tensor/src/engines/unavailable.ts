/** An engine that this machine cannot run as it stands. */
export class EngineUnavailable extends Error {
  /**
   * @param reason what is missing
   * @param remedy what to do or type
   */
  constructor(
    readonly engine: string,
    readonly reason: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`engine ${engine} cannot run here: ${reason}; ${remedy}`, options);
    this.name = 'EngineUnavailable';
  }
}
