import { piecesOf } from '@deskstream/reasoning-script';
import { outputToolOf, readMessages } from './anthropic-request';
import type { Answer, Frame, Protocol } from './protocol';
import { frame } from './protocol';

const event = (type: string, data: object, piece = false): Frame =>
  frame(type, { type, ...data }, piece);

/** https://docs.anthropic.com/en/api/messages and /messages-streaming */
export const anthropic: Protocol = {
  name: 'anthropic',
  keyOf: (headers) => {
    const key = headers['x-api-key'];
    return typeof key === 'string' ? key : '';
  },
  read: readMessages,
  whole: (answer) => ({
    ...messageOf(answer),
    content: blocksOf(answer).map(({ type, id, name, text }) =>
      type === 'text' ? { type, text } : { type, id, name, input: inputOf(text) },
    ),
    stop_reason: stopOf(answer),
    stop_sequence: null,
    usage: {
      input_tokens: answer.spoken.usage.inputTokens,
      output_tokens: answer.spoken.usage.outputTokens,
    },
  }),
  frames: (answer) => [
    event('message_start', {
      message: {
        ...messageOf(answer),
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: answer.spoken.usage.inputTokens, output_tokens: 1 },
      },
    }),
    event('ping', {}),
    ...blocksOf(answer).flatMap((block, index) => blockFrames(answer, block, index)),
    event('message_delta', {
      delta: { stop_reason: stopOf(answer), stop_sequence: null },
      usage: { output_tokens: answer.spoken.usage.outputTokens },
    }),
    event('message_stop', {}),
  ],
  garbled: 'event: content_block_delta\ndata: {"type":"content_\n\n',
  failure: event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }).text,
  error: (status, message, code) => ({
    type: 'error',
    error: {
      type: TYPES[status] ?? typeOf(status),
      message: code === undefined ? message : `${code}: ${message}`,
    },
  }),
};

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};
const typeOf = (status: number): string => (status >= 500 ? 'api_error' : 'invalid_request_error');

const messageOf = ({ id, model }: Answer) => ({
  id: `msg_${id}`,
  type: 'message',
  role: 'assistant',
  model,
});

interface Block {
  readonly type: 'text' | 'tool_use';
  readonly id?: string;
  readonly name?: string;
  /** The text, or the input as JSON. */
  readonly text: string;
}

/** An object is given through the tool that asked for it, where one did. */
const blocksOf = ({ spoken, id, body }: Answer): readonly Block[] => {
  const tool = spoken.stop === 'refused' ? null : outputToolOf(body);
  const calls = spoken.calls.map((call): Block => ({
    type: 'tool_use',
    id: call.id,
    name: call.name,
    text: call.arguments,
  }));
  if (tool !== null && calls.length === 0)
    return [{ type: 'tool_use', id: `toolu_${id}`, name: tool, text: spoken.text }];
  return [...(spoken.text === '' ? [] : [{ type: 'text', text: spoken.text } as const]), ...calls];
};

const blockFrames = (answer: Answer, block: Block, index: number): readonly Frame[] => [
  event('content_block_start', { index, content_block: openedOf(block) }),
  ...piecesOf(block.text, answer.act.pieceLength).map((piece) =>
    event('content_block_delta', { index, delta: deltaOf(block, piece) }, true),
  ),
  event('content_block_stop', { index }),
];

const openedOf = ({ type, id, name }: Block): object =>
  type === 'text' ? { type, text: '' } : { type, id, name, input: {} };

const deltaOf = ({ type }: Block, piece: string): object =>
  type === 'text'
    ? { type: 'text_delta', text: piece }
    : { type: 'input_json_delta', partial_json: piece };

const stopOf = (answer: Answer): string => {
  switch (answer.spoken.stop) {
    case 'refused':
      return 'refusal';
    case 'length':
      return 'max_tokens';
    case 'tool-calls':
      return 'tool_use';
    case 'end':
      return outputToolOf(answer.body) === null ? 'end_turn' : 'tool_use';
  }
};

const inputOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { unreadable: text };
  }
};
