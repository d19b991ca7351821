import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Exported } from './bundle';
import { bundleHtml, BUNDLE_SLOT } from './bundle-html';
import { contentsOf } from './contents-of';
import { makeBundle } from './make-bundle';
import { foldBundle, readBundle } from './read-bundle';
import { exported, leaked, MARKERS } from './testing/exported-session';

describe('an exported session', () => {
  it.each([false, true])('has nothing of anybody in it (every text masked: %s)', (mask) => {
    const bundle = makeBundle(exported, { mask });
    expect(leaked(JSON.stringify(exported)).length).toBe(MARKERS.length);
    expect(leaked(JSON.stringify(bundle))).toEqual([]);
    expect(leaked(bundleHtml(`<body>${BUNDLE_SLOT}</body>`, bundle))).toEqual([]);
  });

  it('names the same person the same, wherever they are named', () => {
    const [wrote, , profile, , , , took, assigned] = makeBundle(exported, { mask: false }).events;
    expect(wrote?.event.data).toMatchObject({
      author: { id: 'customer-1', name: 'Customer 1' },
      contact: { id: 'customer-1', email: 'customer-1@redacted.invalid' },
      text: 'Hi, Customer 1 here (customer-1@redacted.invalid, phone of customer-1). Card [CARD_1], IBAN [IBAN_1].',
    });
    expect(profile?.event.data).toMatchObject({ companies: [{ name: 'Company 1' }] });
    expect(took?.event.data).toMatchObject({
      text: 'Teammate 1 here, I take over from the AI, Customer 1.',
    });
    expect(assigned?.event.data).toMatchObject({
      assignee: { kind: 'teammate', id: 'teammate-1' },
    });
  });

  it('gives nobody a name that somebody has already, and counts who there is', () => {
    const told = JSON.stringify(exported).replaceAll('msg-2', 'customer-1');
    const { events: named, replaced } = makeBundle(JSON.parse(told) as Exported, { mask: false });
    expect(named[0]?.event.data).toMatchObject({ author: { id: 'customer-2' } });
    expect(replaced).toMatchObject({ customer: 1 });
    const alike = JSON.stringify(exported).replaceAll('msg-2', 'customer-17');
    const [first] = makeBundle(JSON.parse(alike) as Exported, { mask: false }).events;
    expect(first?.event.data).toMatchObject({ author: { id: 'customer-1' } });
  });

  it('keeps what explains the session: words of the log, figures, plain attributes', () => {
    const { events: kept, settings } = makeBundle(exported, { mask: false });
    expect(kept[1]?.event.data).toMatchObject({ attributes: { plan: 'pro' } });
    expect(kept[3]?.event.data).toMatchObject({ verdict: 'answer', reason: 'assigned to the AI' });
    expect(kept[5]?.event.data).toMatchObject({ detail: { tool: 'orders', inputTokens: 1_200 } });
    expect(settings[0]?.rules.waitMs).toEqual(defaultConversationSettings.waitMs);
  });

  it('leaves every text out when it is masked, and tells its length', () => {
    const [wrote, , , , , step] = makeBundle(exported, { mask: true }).events;
    expect(wrote?.event.data).toMatchObject({ text: '••••• (124 characters)', messageId: 'msg-1' });
    expect(step?.event.data).toMatchObject({ detail: { tool: 'orders' } });
    expect(JSON.stringify(step?.event.data)).not.toContain('Order of');
  });

  it('reads back, and folds to its state', () => {
    const bundle = makeBundle(exported, { mask: false });
    const read = readBundle(JSON.stringify(bundle));
    expect(read).toEqual({ ok: true, bundle: JSON.parse(JSON.stringify(bundle)) });
    expect(foldBundle(bundle)).toMatchObject({ mode: 'watch', contact: { id: 'customer-1' } });
  });

  it('tells what is in it before it is made', () => {
    expect(contentsOf(makeBundle(exported, { mask: false }))).toMatchObject({
      events: 10,
      deliveries: 1,
      settingsVersions: [3],
      symptoms: ['The AI did not answer'],
      replaced: { customer: 1, teammate: 1, card: 1, iban: 1 },
      verifiedBeforeRedaction: true,
    });
  });
});

describe('a file that is no bundle', () => {
  const bundle = makeBundle(exported, { mask: false });

  it.each([
    ['no JSON', '{', /no exported session/],
    ['of another kind', '{}', /no exported session/],
    ['newer', JSON.stringify({ ...bundle, version: 2 }), /has version 2/],
    ['cut', JSON.stringify({ ...bundle, events: bundle.events.slice(1) }), /Events are missing/],
    [
      'changed',
      JSON.stringify({ ...bundle, events: bundle.events.slice(0, -1) }),
      /do not fold to the state/,
    ],
  ])('is refused: %s', (_name, text, because) => {
    expect(readBundle(text)).toMatchObject({ ok: false, because: expect.stringMatching(because) });
  });
});
