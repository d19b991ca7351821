import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkHistory } from '@deskstream/testing-simulation';
import { TOPICS } from '@deskstream/contracts';
import { until } from '@deskstream/testing-harness';
import { answersIn, notesIn } from './help-desk';
import { atRest, observe } from './observe';
import type { Product } from './product';
import { startProduct } from './product';
import type { Chapter } from './story';
import { Story, storyFaults, storyRules } from './story';
import type { Vendor } from './workspace';

/** What a vendor was sent (method and path of each write, repeats of one call joined) and executed. */
export interface ExpectedChapter {
  readonly sent: readonly string[];
  readonly executed: readonly string[];
}

export interface VendorStory {
  readonly vendor: Vendor;
  /** Further fields of the customer in the simulator's control API. */
  readonly customer?: object;
  readonly reply: ExpectedChapter;
  readonly handoff: ExpectedChapter;
  /** What a rule of the vendor does that takes a conversation back after we let go of it. */
  readonly contest: readonly object[];
  readonly tellsWhoTookItBack: boolean;
  readonly contestedHandoff: ExpectedChapter;
  readonly resolution: ExpectedChapter;
  /** Where the vendor has such rules: a person gets the conversation in the moment of our note. */
  readonly assignedOnNote?: readonly object[];
}

/** Told in order: each chapter goes on where the one before ended. */
export const tellStory = (expected: VendorStory): void => {
  const { vendor } = expected;
  let product: Product;
  let story: Story;
  let id: string;

  beforeAll(async () => {
    product = await startProduct({
      rules: storyRules,
      faults: storyFaults,
      seed: 7,
      vendorTimeoutMs: 2_500,
    });
    story = new Story(product, vendor);
  });

  afterAll(() => product.stop());

  const chapterOf = async () => {
    await atRest(product);
    return withoutUpdates(await story.chapter(id));
  };

  describe(`the whole story on ${vendor}, with everything going wrong that can`, () => {
    it('a question is answered, once, through 429 with Retry-After (S018, S030, S035, S100, S112)', async () => {
      ({ id } = await story.desk.start('How do I export my invoices?', expected.customer));
      const { text } = await story.told(id, 'CustomerMessageReceived');
      expect(text).toBe('How do I export my invoices?');
      await story.answered(id, 'How do I export my invoices?');
      const { thread, ...chapter } = await chapterOf();
      expect(answersIn(vendor, thread)).toHaveLength(1);
      expect(thread.open).toBe(true);
      expect(chapter).toEqual(expected.reply);
    });

    it('a burst of follow-ups gets one answer', async () => {
      const before = story.count(id, 'ReplyDelivered');
      await story.desk.write(
        id,
        'And as a spreadsheet?',
        'Only those of May.',
        'In euros, please.',
      );
      await story.told(id, 'ReplyDelivered', before + 1);
      const { thread, ...chapter } = await chapterOf();
      expect(answersIn(vendor, thread)).toHaveLength(2);
      expect(chapter).toEqual(expected.reply);
    });

    it('a person who replies while the AI thinks silences it; what it wrote is not sent (S080, S091)', async () => {
      const runs = story.count(id, 'ReasoningRequested');
      await story.desk.write(id, 'Think slowly about this.');
      await story.told(id, 'ReasoningRequested', runs + 1);
      await story.desk.act(id, 'assign-me');
      await story.desk.act(id, 'reply', 'I take it from here.');
      await story.told(id, 'PersonTookOver');
      const { thread, ...chapter } = await chapterOf();
      expect(answersIn(vendor, thread)).toHaveLength(2);
      expect(chapter).toEqual({ sent: [], executed: [] });
    });

    it('handed back, the AI answers again', async () => {
      await story.desk.act(id, 'assign-ai');
      await story.told(id, 'HandedBackToAi');
      await atRest(product);
      await story.chapter(id);
      await story.desk.write(id, 'Where is the button?');
      await story.answered(id, 'Where is the button?');
      expect(await chapterOf()).toMatchObject(expected.reply);
    });

    it('a handoff that a rule undoes is contested: told who and how fast (S016, S077, S078)', async () => {
      await story.desk.rules(expected.contest);
      await story.desk.write(id, 'I want a person.');
      const { afterMs, assignee, by } = await story.told(id, 'HandoffContested');
      await story.desk.rules([]);
      expect(assignee.kind).toBe('ai');
      expect(afterMs).toBeLessThan(60_000);
      expect(by !== undefined).toBe(expected.tellsWhoTookItBack);
      const { thread, ...chapter } = await chapterOf();
      expect(notesIn(vendor, thread)).toHaveLength(1);
      expect(chapter).toEqual(expected.contestedHandoff);
    });

    it('a rule that takes it back later contests it as well; people keep it (S077, S078)', async () => {
      await story.takenAndGivenBack(id);
      await atRest(product);
      await story.chapter(id);
      const contested = story.count(id, 'HandoffContested');
      await story.desk.rules(
        expected.contest.map((rule) => ({ ...rule, afterMs: 40_000, times: 1 })),
      );
      await story.desk.write(id, 'Let me talk to a person.');
      const told = await story.told(id, 'HandoffContested', contested + 1);
      await story.desk.rules([]);
      const { afterMs, assignee, confirmed } = told;
      expect(assignee.kind).toBe('ai');
      expect(afterMs).toBeGreaterThan(1_000);
      expect(confirmed).toBeDefined();
      const { thread, ...chapter } = await chapterOf();
      expect(thread.owner).not.toBeNull();
      expect(chapter).toEqual(expected.handoff);
    });

    it('without the rule the conversation goes to people: note, tag, unassign, read back (S016)', async () => {
      await story.takenAndGivenBack(id);
      await atRest(product);
      await story.chapter(id);
      const confirmed = story.count(id, 'HandoffConfirmed');
      await story.desk.write(id, 'A person, please.');
      await story.told(id, 'HandoffConfirmed', confirmed + 1);
      const { thread, ...chapter } = await chapterOf();
      expect(thread.owner).toBeNull();
      expect(chapter).toEqual(expected.handoff);
    });

    it('a solved conversation is noted and closed after its wait, by its owner (S034, S081, S092)', async () => {
      await story.desk.act(id, 'assign-ai');
      await atRest(product);
      product.settings.change({ resolution: { afterQuietMs: 6_000 } });
      await story.chapter(id);
      await story.desk.write(id, 'Which file type?');
      await story.told(id, 'ArchiveDelivered');
      const { thread, ...chapter } = await chapterOf();
      expect(thread.open).toBe(false);
      expect(chapter).toEqual({
        sent: joined([...expected.reply.sent, ...expected.resolution.sent]),
        executed: [...expected.reply.executed, ...expected.resolution.executed],
      });
      product.settings.change({ resolution: { afterQuietMs: null } });
    });

    it('reopened, it is answered, and no old handoff is repeated', async () => {
      const handoffs = story.count(id, 'HandoffRequested');
      await story.desk.write(id, 'One more thing: can I rename it?');
      await story.answered(id, 'can I rename it?');
      expect(await chapterOf()).toMatchObject(expected.reply);
      expect(story.count(id, 'HandoffRequested')).toBe(handoffs);
    });

    const { assignedOnNote } = expected;
    if (assignedOnNote !== undefined)
      it('solved and then given to a person in between, it is not archived: the log says why (S080, S081)', async () => {
        await atRest(product);
        await story.chapter(id);
        await story.desk.rules(assignedOnNote);
        product.settings.change({ resolution: { afterQuietMs: 6_000 } });
        await story.desk.write(id, 'And as a table?');
        const { because } = await story.told(id, 'ArchiveSkipped');
        await story.desk.rules([]);
        product.settings.change({ resolution: { afterQuietMs: null } });
        expect(because).not.toBe('');
        const { thread, executed } = await chapterOf();
        expect(thread).toMatchObject({ open: true, owner: 'teammate' });
        expect(executed).toEqual([...expected.reply.executed, 'note']);
      });

    it('a duplicate after the window changes nothing and sends nothing (S018, S019, S079, S110)', async () => {
      await atRest(product);
      await story.chapter(id);
      const inputs = product.broker.records(TOPICS.inputs).flat().length;
      expect(await story.repeatFirstDelivery(id)).toBe(200);
      await until(() => product.broker.records(TOPICS.inputs).flat().length > inputs, {
        everyMs: 5,
        describe: () => 'the duplicate left no trace',
      });
      const { thread: _thread, ...chapter } = await chapterOf();
      expect(chapter).toEqual({ sent: [], executed: [] });
    });

    it('a ticket is updated every 15 s at most, however much is written (S060)', () => {
      // By the log: a call that was held up and the next one reach the vendor closer together.
      const updates = story.timesOf(id, 'TicketUpdateRequested');
      const gaps = updates.slice(1).map((at, index) => at - (updates[index] ?? 0));
      expect(gaps.filter((gap) => gap < 15_000)).toEqual([]);
      expect(updates.length > 0).toBe(vendor === 'hubspot');
    });

    it('what the vendor and the log saw keeps all properties, P1 to P9 (S016, S017, S018)', async () => {
      const liveness = await atRest(product);
      expect(checkHistory(observe(product, liveness))).toEqual([]);
    });
  });
};

/** A ticket's updates have their own rhythm, beside the story. */
const withoutUpdates = ({ thread, executed, sent }: Chapter): Chapter => ({
  thread,
  executed: executed.filter((kind) => kind !== 'update-ticket'),
  sent: joined(sent.filter((line) => line !== UPDATE)),
});

const UPDATE = 'PATCH /crm/v3/objects/tickets/:id';

const joined = (lines: readonly string[]): readonly string[] =>
  lines.filter((line, index) => line !== lines[index - 1]);
