import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import type { RunningSettings } from '../start-settings';
import type { ModelDraft } from '../index';
import { createSealer, diffSettings, maskedSettings, problemsOf, startSettings } from '../index';

const key = 'sk-0123456789abcdef';
const model: ModelDraft = {
  provider: 'openai-compatible',
  baseUrl: 'https://models.example/v1',
  model: 'small',
  apiKey: key,
};
const { apiKey: _, ...keyless } = model;
const draft = (over: unknown) => ({ workspace: 'acme', connections: [], model: over });
const told = (over: unknown): readonly string[] =>
  problemsOf(draft(over)).map(
    ({ field, expected, found }) => `${field}: expected ${expected}, found ${found}`,
  );

describe('the model of a workspace', () => {
  it('is told everything that is wrong at once, without its key', () => {
    expect(
      told({
        ...model,
        provider: 'other',
        baseUrl: 'file:///etc/passwd',
        apiKey: 7,
        budget: { tokensPerDay: -1 },
        currency: 'euro',
        fallback: { ...model, model: '', price: { inputPerMillion: 1 } },
      }),
    ).toEqual([
      'model.provider: expected "openai-compatible" or "anthropic", found "other"',
      'model.baseUrl: expected an http(s) address without user name, query and fragment, found "file:///etc/passwd"',
      'model.apiKey: expected a text, found a number',
      'model.fallback.model: expected a text that is not empty, found ""',
      'model.fallback.price.outputPerMillion: expected a value, found nothing',
      'model.budget.tokensPerDay: expected a number from 0 to 1000000000000 or null, found -1',
      'model.currency: expected a currency like "EUR", found "euro"',
    ]);
  });

  it('needs no key where none is asked for, but Anthropic asks', () => {
    expect(told(keyless)).toEqual([]);
    expect(told({ ...keyless, provider: 'anthropic' })).toEqual([
      'model.apiKey: expected a value, found nothing',
    ]);
  });

  it('has prices where money is limited', () => {
    const price = { inputPerMillion: 1, outputPerMillion: 4 };
    const budget = { costPerDay: 5 };
    expect(told({ ...model, budget, fallback: model })).toEqual([
      'model.price: expected the price of the model, because model.budget.costPerDay limits money, found nothing',
      'model.fallback.price: expected the price of the model, because model.budget.costPerDay limits money, found nothing',
    ]);
    expect(told({ ...model, budget, price, fallback: { ...model, price } })).toEqual([]);
  });
});

describe('a stored model', () => {
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(1));
  const log = createMemoryEventLog({ clock: systemClock, broker });
  const sealer = createSealer(new Uint8Array(32).fill(7));
  let settings: RunningSettings;
  beforeEach(async () => {
    settings = await startSettings({ log, clock: systemClock, sealer, logger: noLogger });
  });
  afterEach(() => settings.stop());

  const put = async (over: unknown) => {
    const outcome = await settings.put(draft(over));
    return outcome.kind === 'refused' ? outcome.problems : outcome.kind;
  };

  it('keeps its keys sealed, shows masks, and takes them back', async () => {
    await put({
      ...model,
      fallback: { ...model, provider: 'anthropic', apiKey: 'another-secret-key' },
    });
    const stored: string[] = [];
    for await (const { value } of log.readTopic({
      topic: TOPICS.settings,
      partition: 0,
      from: 0,
      to: 1,
    }))
      stored.push(new TextDecoder().decode(value ?? undefined));
    expect(stored.join()).not.toMatch(/0123456789|another-secret/);
    const now = settings.current('acme')!;
    expect(now.model).toMatchObject({
      apiKey: key,
      enabled: true,
      redaction: true,
      budget: { tokensPerDay: null, costPerDay: null },
      fallback: { apiKey: 'another-secret-key' },
    });
    const shown = maskedSettings(now);
    expect(shown.model).toMatchObject({ apiKey: '••••cdef', fallback: { apiKey: '••••-key' } });
    expect(await put(shown.model)).toBe('unchanged');
  });

  it('sends a key to no other address than its own', async () => {
    const moved = { ...keyless, baseUrl: 'https://elsewhere.example/v1' };
    expect(await put({ ...moved, apiKey: '••••cdef' })).toEqual([
      {
        field: 'model.apiKey',
        expected: 'the key for this address',
        found: 'the one of another address',
      },
    ]);
    expect(await put(moved)).toHaveLength(1);
    expect(await put({ ...keyless, model: 'large' })).toBe('stored');
    expect(settings.current('acme')?.model).toMatchObject({ model: 'large', apiKey: key });
  });

  it('shows what changed, a key by its mask', async () => {
    const before = settings.current('acme');
    await put({ ...model, model: 'large', apiKey: 'sk-new-0123456789' });
    const differences = diffSettings(before, settings.current('acme')!);
    expect(differences).toContainEqual({ field: 'model.apiKey', from: '••••cdef', to: '••••6789' });
  });

  it('comes back with the key of now, and goes when it is left out', async () => {
    await settings.rollBack('acme', 1);
    expect(settings.current('acme')?.model).toMatchObject({
      model: 'small',
      apiKey: 'sk-new-0123456789',
    });
    await settings.put({ workspace: 'acme', connections: [] });
    expect(settings.current('acme')).not.toHaveProperty('model');
  });
});
