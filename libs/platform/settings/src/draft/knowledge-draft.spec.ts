import { describe, expect, it } from '@jest/globals';
import { prepareDraft, problemsOf } from './workspace-draft';

const draft = (knowledge: unknown) => ({ workspace: 'acme', connections: [], knowledge });
const fields = (knowledge: unknown) => problemsOf(draft(knowledge)).map(({ field }) => field);

describe('sources of articles', () => {
  it('have what is left out: nothing selected, every hour, on', () => {
    const prepared = prepareDraft(draft([{ id: 'help', kind: 'front' }]), null);
    expect(prepared).toMatchObject({
      ok: true,
      content: {
        knowledge: [{ id: 'help', kind: 'front', select: [], enabled: true, everyMinutes: 60 }],
      },
    });
  });

  it.each([
    ['an id twice', [folder('a'), folder('a')], ['knowledge.1.id']],
    ['a folder without a path', [{ id: 'a', kind: 'folder' }], ['knowledge.0.location']],
    [
      'an address that is none',
      [{ id: 'a', kind: 'web', location: 'ftp://x' }],
      ['knowledge.0.location'],
    ],
    ['a kind that nobody knows', [{ id: 'a', kind: 'wiki' }], ['knowledge.0.kind']],
    ['a secret', [{ ...folder('a'), accessToken: 'x' }], ['knowledge.0.accessToken']],
  ])('are refused with %s', (_what, knowledge, expected) => {
    expect(fields(knowledge)).toEqual(expected);
  });
});

function folder(id: string) {
  return { id, kind: 'folder', location: 'articles' };
}
