import { bodyOf, emptyDraft } from './draft';

describe('a what-if that is filled in', () => {
  it('asks of the latest sessions with nothing chosen', () => {
    expect(bodyOf(emptyDraft)).toEqual({
      ...{ limit: 200, rules: {}, answerer: false, baseline: false },
    });
  });

  it('puts rules by their paths into the further ones', () => {
    const rules = { handleUnassigned: 'true', 'waitMs.email': '10000', watchdogMs: '' };
    const json = '{"waitMs":{"web":0},"outsideOfficeHours":"hand-off"}';
    expect(bodyOf({ ...emptyDraft, rules, json }).rules).toEqual({
      handleUnassigned: true,
      waitMs: { web: 0, email: 10_000 },
      outsideOfficeHours: 'hand-off',
    });
  });

  it('says what is wrong with the further rules', () => {
    expect(() => bodyOf({ ...emptyDraft, json: '{' })).toThrow('not JSON');
    expect(() => bodyOf({ ...emptyDraft, json: '[]' })).toThrow('expected an object');
  });

  it('names one session, or a set', () => {
    expect(bodyOf({ ...emptyDraft, from: 'session', session: ' a/b/c ' }).sessions).toEqual([
      'a/b/c',
    ]);
    expect(bodyOf({ ...emptyDraft, from: 'set', set: 'support' })).toMatchObject({
      set: 'support',
    });
  });

  it('takes articles of a time', () => {
    const at = { knowledge: 'at', knowledgeAt: '2026-11-21T16:00:00Z' } as const;
    expect(bodyOf({ ...emptyDraft, ...at }).knowledge).toBe(String(Date.UTC(2026, 10, 21, 16)));
    expect(() => bodyOf({ ...emptyDraft, knowledge: 'at' })).toThrow('day and time');
  });
});
