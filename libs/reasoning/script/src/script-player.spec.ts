import { createScriptPlayer, parseScript, piecesOf, spokenOf } from './index';
import type { Asked, Rule } from './index';

const asked = (over: Partial<Asked> = {}): Asked => ({
  model: 'scripted',
  system: 'You help.',
  user: 'Where is my order 42?',
  tool: null,
  offers: [],
  output: null,
  characters: 40,
  ...over,
});
const tracked = { name: 'track', output: 'shipped' };

const ruleFor = (rules: readonly Rule[], over: Partial<Asked> = {}) =>
  createScriptPlayer({ rules: [...rules] }).play(asked(over)).rule;

describe('a script', () => {
  it('is decided by the first rule that holds', () => {
    expect(
      ruleFor([
        { when: { user: 'refund' }, then: {} },
        { when: { user: 'ORDER' }, then: {} },
        { then: {} },
      ]),
    ).toBe(1);
  });

  it.each<[string, Rule['when'], Partial<Asked>, boolean]>([
    ['a regular expression', { user: '/order \\d+/' }, {}, true],
    ['a regular expression of another case', { user: '/ORDER/' }, {}, false],
    ['a user pattern after a tool result', { user: 'order' }, { tool: tracked }, false],
    ['both, when both are asked for', { user: 'order', after: 'track' }, { tool: tracked }, true],
    ['the result of another tool', { after: 'refund' }, { tool: tracked }, false],
    ['what the tool said', { toolOutput: 'ship' }, { tool: tracked }, true],
    ['what the tool did not say', { toolOutput: 'ship' }, {}, false],
    ['a tool on offer', { offers: 'track' }, { offers: ['track'] }, true],
    ['a schema by name', { output: 'verdict' }, { output: 'verdict' }, true],
    ['free text', { output: false }, { output: 'verdict' }, false],
    ['a model', { model: 'other' }, {}, false],
    ['the system prompt', { system: 'you help' }, {}, true],
    ['the nth request', { request: 2 }, {}, false],
  ])('knows %s', (_name, when, over, holds) => {
    expect(ruleFor([{ when: when ?? {}, then: {} }], over)).toBe(holds ? 0 : null);
  });

  it('counts a rule as often as it says, and requests from 1', () => {
    const player = createScriptPlayer({
      rules: [
        { times: 1, then: { status: 429 } },
        { when: { request: 3 }, then: { text: 'third' } },
        { then: { text: 'you said: {user}' } },
      ],
    });
    expect([1, 2, 3].map(() => player.play(asked()))).toEqual([
      { request: 1, rule: 0, act: { status: 429 } },
      { request: 2, rule: 2, act: { text: 'you said: Where is my order 42?' } },
      { request: 3, rule: 1, act: { text: 'third' } },
    ]);
  });

  it('is told everything that is wrong with it', () => {
    expect(parseScript({ rules: [{ then: { status: 200 } }, { when: { user: '/(/' } }] })).toEqual({
      ok: false,
      problems: ['rules.0.then.status: must be >= 300', expect.stringContaining('rules.1: ')],
    });
    expect(parseScript({ rules: [{ when: { user: '/(/' }, then: {} }] })).toEqual({
      ok: false,
      problems: ['rules.0.when.user: must be a regular expression between the slashes'],
    });
    expect(parseScript({ rules: [{ then: { txt: 'x' } }] })).toEqual({
      ok: false,
      problems: ['rules.0.then.txt: there is no such field'],
    });
    expect(parseScript({ rules: [{ then: { text: 'x' } }] }).ok).toBe(true);
  });
});

describe('what is spoken', () => {
  it('keeps arguments that are no JSON', () => {
    const { calls, stop } = spokenOf(
      { toolCalls: [{ name: 'a', arguments: '{"id":' }, { name: 'b' }] },
      asked(),
      7,
    );
    expect(calls).toEqual([
      { id: 'call_7_1', name: 'a', arguments: '{"id":' },
      { id: 'call_7_2', name: 'b', arguments: '{}' },
    ]);
    expect(stop).toBe('tool-calls');
  });

  it('counts a token for every four characters', () => {
    expect(spokenOf({ output: { ok: true } }, asked(), 1)).toMatchObject({
      text: '{"ok":true}',
      usage: { inputTokens: 10, outputTokens: 3 },
    });
  });

  it('never cuts a code point in half', () => {
    expect(piecesOf('añ👍b', 2)).toEqual(['añ', '👍b']);
  });
});
