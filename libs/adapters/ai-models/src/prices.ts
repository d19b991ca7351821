import type { Micros, Model, ModelReply, ModelRequest } from '@deskstream/port-ai';

/** For a million tokens, in the table's currency. Given by the workspace: no price is assumed. */
export interface Price {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

/** Rounded up: a budget is never passed by what was rounded away. */
export const costOf = (usage: ModelReply['usage'], price: Price): Micros =>
  Math.ceil(
    usage.inputTokens * price.inputPerMillion + usage.outputTokens * price.outputPerMillion,
  );

/**
 * The most that a request may use: a token has two bytes at least in the languages of help desks, tools and
 * schemas count as text, and each message has some tokens around it.
 */
export const mostTokensOf = (request: ModelRequest): ModelReply['usage'] => {
  const { system, messages, tools = [], output, maxOutputTokens } = request;
  const sent = system + JSON.stringify([messages, tools, output ?? null]);
  return {
    inputTokens: tokensIn(sent) + 16 * (messages.length + 1),
    outputTokens: maxOutputTokens,
  };
};

/** At most: two bytes a token. */
export const tokensIn = (text: string): number => Math.ceil(Buffer.byteLength(text) / 2);

/** Says with each reply what it cost. */
export const withPrice = (model: Model, price: Price, currency: string): Model => ({
  name: model.name,
  complete: async (request, call) => {
    const reply = await model.complete(request, call);
    return { ...reply, cost: { micros: costOf(reply.usage, price), currency } };
  },
});
