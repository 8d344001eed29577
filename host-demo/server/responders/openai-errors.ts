/** The model cannot be asked now (or at all), and nothing of an answer was shown. The message is for the customer. */
export class ModelUnavailableError extends Error {
  readonly retryable: boolean;
  constructor(message: string, retryable: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'ModelUnavailableError';
    this.retryable = retryable;
  }
}

/** Nothing came from the model for too long. */
export class ModelStalledError extends Error {
  constructor(ms: number) {
    super(`The model sent nothing for ${Math.round(ms / 1000)} s; the request was given up. Check the endpoint OPENAI_BASE_URL points at.`);
    this.name = 'ModelStalledError';
  }
}
