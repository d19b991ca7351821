import { piecesOf } from '@deskstream/reasoning-script';
import type { Answer, Frame, Protocol } from './protocol';
import { frame } from './protocol';
import { readChat } from './openai-request';

/** https://platform.openai.com/docs/api-reference/chat */
export const openai: Protocol = {
  name: 'openai',
  keyOf: ({ authorization = '' }) => /^Bearer (.+)$/.exec(authorization)?.[1] ?? '',
  read: (body) => readChat(body),
  whole: (answer) => ({
    ...envelope(answer, 'chat.completion'),
    choices: [{ index: 0, message: messageOf(answer), finish_reason: finishOf(answer) }],
    usage: usageOf(answer),
  }),
  frames: (answer) => [
    chunk(answer, { role: 'assistant', content: '' }),
    ...textFrames(answer),
    ...callFrames(answer),
    chunk(answer, {}, { finish: finishOf(answer) }),
    ...usageFrames(answer),
    { text: 'data: [DONE]\n\n', piece: false },
  ],
  garbled: 'data: {"id":"chatcmpl-\n\n',
  failure: `data: ${JSON.stringify({ error: { message: 'The server had an error.', type: 'server_error', param: null, code: null } })}\n\n`,
  error: (status, message, code) => ({
    error: { message, type: TYPES[status] ?? typeOf(status), param: null, code: code ?? null },
  }),
};

const TYPES: Readonly<Record<number, string>> = {
  401: 'invalid_request_error',
  429: 'rate_limit_error',
};
const typeOf = (status: number): string =>
  status >= 500 ? 'server_error' : 'invalid_request_error';

const envelope = ({ id, model, created }: Answer, object: string) => ({
  id: `chatcmpl-${id}`,
  object,
  created,
  model,
});

const chunk = (
  answer: Answer,
  delta: object,
  { finish = null, piece = false }: { finish?: string | null; piece?: boolean } = {},
): Frame =>
  frame(
    null,
    {
      ...envelope(answer, 'chat.completion.chunk'),
      choices: [{ index: 0, delta, finish_reason: finish }],
    },
    piece,
  );

const textFrames = (answer: Answer): readonly Frame[] => {
  const field = answer.spoken.stop === 'refused' ? 'refusal' : 'content';
  return piecesOf(answer.spoken.text, answer.act.pieceLength).map((piece) =>
    chunk(answer, { [field]: piece }, { piece: true }),
  );
};

const callFrames = (answer: Answer): readonly Frame[] =>
  answer.spoken.calls.flatMap(({ id, name, arguments: text }, index) => [
    chunk(answer, {
      tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }],
    }),
    ...piecesOf(text, answer.act.pieceLength).map((piece) =>
      chunk(answer, { tool_calls: [{ index, function: { arguments: piece } }] }, { piece: true }),
    ),
  ]);

/** Only where `stream_options.include_usage` asks for it, in a chunk without choices. */
const usageFrames = (answer: Answer): readonly Frame[] => {
  const options = answer.body['stream_options'];
  const wanted =
    typeof options === 'object' &&
    options !== null &&
    'include_usage' in options &&
    options.include_usage === true;
  return wanted
    ? [
        frame(null, {
          ...envelope(answer, 'chat.completion.chunk'),
          choices: [],
          usage: usageOf(answer),
        }),
      ]
    : [];
};

const messageOf = ({ spoken: { stop, text, calls } }: Answer) => ({
  role: 'assistant',
  content: stop === 'refused' || (text === '' && calls.length > 0) ? null : text,
  refusal: stop === 'refused' ? text : null,
  ...(calls.length === 0
    ? {}
    : {
        tool_calls: calls.map(({ id, name, arguments: written }) => ({
          id,
          type: 'function',
          function: { name, arguments: written },
        })),
      }),
});

const finishOf = ({ spoken: { stop } }: Answer): string => {
  if (stop === 'tool-calls') return 'tool_calls';
  return stop === 'length' ? 'length' : 'stop';
};

const usageOf = ({ spoken: { usage } }: Answer) => ({
  prompt_tokens: usage.inputTokens,
  completion_tokens: usage.outputTokens,
  total_tokens: usage.inputTokens + usage.outputTokens,
});
