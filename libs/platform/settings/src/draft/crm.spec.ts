import { describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import { createSealer, maskedSettings, problemsOf, startSettings } from '../index';

const crm = {
  kind: 'hubspot',
  apiBaseUrl: 'https://crm.example',
  accessToken: 'pat-na1-0123456789',
};
const draft = (over: unknown) => ({ workspace: 'acme', connections: [], crm: over });
const told = (over: unknown) => problemsOf(draft(over)).map(({ field }) => field);

describe('the CRM of a workspace', () => {
  it('is told what is wrong with it, field by field', () => {
    expect(told({ ...crm, kind: 'other', apiBaseUrl: 'ftp://x' })).toEqual([
      'crm.kind',
      'crm.apiBaseUrl',
    ]);
    expect(told({ ...crm, accessToken: undefined })).toEqual(['crm.accessToken']);
    expect(told(crm)).toEqual([]);
  });

  it('keeps its token when a mask is saved, but never for another address; sealed in the log', async () => {
    const broker = createMemoryBroker();
    broker.provision(topicCatalogue(1));
    const log = createMemoryEventLog({ clock: systemClock, broker });
    const sealer = createSealer(new Uint8Array(32));
    const settings = await startSettings({ log, sealer, clock: systemClock, logger: noLogger });
    await settings.put(draft(crm));
    const shown = maskedSettings(settings.current('acme')!);
    expect(shown.crm?.accessToken).toBe('••••6789');
    expect((await settings.put({ ...shown, rules: { confidenceFloor: 0.7 } })).kind).toBe('stored');
    expect(settings.current('acme')?.crm).toEqual(crm);
    const moved = { ...shown, crm: { ...shown.crm, apiBaseUrl: 'https://thief.example' } };
    expect((await settings.put(moved)).kind).toBe('refused');
    const stored = broker.records(TOPICS.settings).flat();
    expect(stored.map(({ value }) => Buffer.from(value ?? []).toString()).join()).not.toContain(
      crm.accessToken,
    );
    await settings.stop();
  });
});
