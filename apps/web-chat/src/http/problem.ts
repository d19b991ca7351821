/** A refusal that a route throws and the server answers as Problem Details. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export const noSuchChat = (): HttpProblem =>
  new HttpProblem(404, 'WEB_CHAT.UNKNOWN_CONVERSATION', 'There is no such chat.');
