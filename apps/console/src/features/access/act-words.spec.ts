import { actWords } from './act-words';

describe('what somebody did, in words', () => {
  it('tells an act from a look at its effect', () => {
    const route = 'POST /sessions/:key/bundle';
    expect(actWords({ route, reason: 'for the vendor' })).toBe('Exported a session');
    expect(actWords({ route, reason: '' })).toBe('Looked at what an export would hold');
  });

  it('tells what was only foreseen, by the word of the server', () => {
    const route = 'POST /workspaces/:workspace/knowledge/:source/sync';
    expect(actWords({ route, reason: 'new articles' })).toBe('Synced a source of articles');
    expect(actWords({ route: `${route} (dry run)`, reason: '' })).toBe(
      'Looked at what a sync would read',
    );
  });

  it('tells a route that has no words as it is', () => {
    expect(actWords({ route: 'POST /new', reason: '' })).toBe('POST /new');
  });
});
