import type { CompleteOptions, Model, ModelMessage, ModelReply } from '@deskstream/port-ai';
import { redact, restoreStream } from '@deskstream/reasoning-redaction';
import type { PersonalKind, Redacted } from '@deskstream/reasoning-redaction';

export interface RedactionOptions {
  /** What kinds were found, and how many of each. */
  readonly onRedacted?: (found: Readonly<Partial<Record<PersonalKind, number>>>) => void;
}

/**
 * The provider sees placeholders in place of personal data in messages and results of tools; what it says
 * and asks of tools comes back with the data in it. The system prompt is ours and goes as it is.
 */
export const withRedaction = (model: Model, { onRedacted }: RedactionOptions = {}): Model => ({
  name: model.name,
  complete: async (request, call) => {
    const redacted = redact(request.messages.flatMap(textsOf), marksIn(request.system));
    onRedacted?.(redacted.found);
    const texts = redacted.texts.values();
    const messages = request.messages.map((message) => withTexts(message, texts));
    const speech = speechOf(redacted, call);
    const reply = await model.complete({ ...request, messages }, { ...call, ...speech.options });
    speech.end();
    return restored(reply, redacted);
  },
});

/** The nonce of a run looks like anything, a card number too; without it, data has no end. */
const marksIn = (system: string): readonly string[] =>
  [...new Set(system.match(/[A-Za-z0-9_-]{12,}/g) ?? [])].filter((word) => /\d/.test(word));

/** In the order in which `withTexts` puts them back. */
const textsOf = (message: ModelMessage): readonly string[] => {
  switch (message.role) {
    case 'user':
      return [message.text];
    case 'tool':
      return [message.output];
    case 'assistant':
      return [message.text, ...message.toolCalls.flatMap((call) => stringsIn(call.arguments))];
  }
};

const withTexts = (message: ModelMessage, texts: Iterator<string>): ModelMessage => {
  const next = (): string => texts.next().value as string;
  switch (message.role) {
    case 'user':
      return { ...message, text: next() };
    case 'tool':
      return { ...message, output: next() };
    case 'assistant': {
      const text = next();
      const toolCalls = message.toolCalls.map((call) => ({
        ...call,
        arguments: mapped(call.arguments, next),
      }));
      return { ...message, text, toolCalls };
    }
  }
};

const stringsIn = (value: unknown): readonly string[] => {
  const strings: string[] = [];
  mapped(value, (text) => {
    strings.push(text);
    return text;
  });
  return strings;
};

/** A copy in which each text, however deep, is another; always in the same order. */
const mapped = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each: unknown) => mapped(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, mapped(each, change)]),
  );
};

const speechOf = (redacted: Redacted, { onText, onRestart }: CompleteOptions) => {
  let stream = restoreStream(redacted);
  if (onText === undefined) return { options: {}, end: () => undefined };
  const tell = (text: string) => {
    if (text !== '') onText(text);
  };
  return {
    options: {
      onText: (delta: string) => tell(stream.push(delta)),
      onRestart: () => {
        stream = restoreStream(redacted);
        onRestart?.();
      },
    },
    end: () => tell(stream.end()),
  };
};

const restored = (reply: ModelReply, { restore }: Redacted): ModelReply => ({
  ...reply,
  text: restore(reply.text),
  toolCalls: reply.toolCalls.map((call) => ({
    ...call,
    arguments: mapped(call.arguments, restore),
  })),
  ...(reply.output === undefined ? {} : { output: mapped(reply.output, restore) }),
});
