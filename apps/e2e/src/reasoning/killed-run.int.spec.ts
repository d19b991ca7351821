import type { RunningScriptedModel } from '@deskstream/app-scripted-model';
import { startScriptedModel } from '@deskstream/app-scripted-model';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import { systemClock } from '@deskstream/kernel';
import { openHelpLine } from './help-line';
import { OrderServer } from './order-server';
import { bundleReasoner, Reasoner } from './reasoner';

const verdict = {
  ...{ grounded: true, helpful: true, allowedTopic: true, promisesHandoff: false },
  ...{ confidence: 0.9, because: 'the result says so' },
};

/** Looks the order up, cancels it, says so; whichever order the customer names. */
const script = (order: string) => ({
  rules: [
    { when: { output: 'verdict' }, then: { output: verdict } },
    {
      when: { after: 'order_status' },
      then: { toolCalls: [{ name: 'cancel_order', arguments: { order } }] },
    },
    { when: { after: 'cancel_order' }, then: { text: `Your order ${order} is cancelled.` } },
    { then: { toolCalls: [{ name: 'order_status', arguments: { order } }] } },
  ],
});

const isOver = (events: readonly ConversationEvent[]) =>
  events.some(({ type }) => type === 'ReplyRequested' || type === 'HandoffRequested');

const kindsOf = (events: readonly ConversationEvent[]) =>
  events.flatMap((event) => (event.type === 'ReasoningStepRecorded' ? [event.data.kind] : []));

const KINDS = [
  ...['context', 'guardrail', 'retrieval', 'model-call', 'tool-call', 'tool-result'],
  ...['model-call', 'tool-call', 'tool-result', 'model-call', 'draft'],
  ...['model-call', 'judgement', 'guardrail'],
];

describe('a run that is killed with -9', () => {
  let database: TestDatabase;
  let model: RunningScriptedModel;
  let line: Awaited<ReturnType<typeof openHelpLine>>;
  const orders = new OrderServer();
  let toolsUrl = '';

  beforeAll(async () => {
    await bundleReasoner();
    database = await testDatabase();
    model = await startScriptedModel({ script: script('A-0'), port: 0 });
    toolsUrl = await orders.start();
    line = await openHelpLine(database);
  });

  afterAll(async () => {
    await line?.stop();
    await orders.stop();
    await model.stop();
    await database.drop();
  });

  const start = async () => {
    const { url, schema } = database;
    const reasoner = new Reasoner({ databaseUrl: url, schema, modelUrl: model.baseUrl, toolsUrl });
    await reasoner.ready;
    return reasoner;
  };

  const ends = async (conversation: string) => {
    const deadline = systemClock.now() + 90_000;
    while (!isOver(await line.events(conversation))) {
      if (systemClock.now() > deadline) throw new Error(`${conversation} is not answered`);
      await systemClock.sleep(25);
    }
    return line.events(conversation);
  };

  it('behind each of its steps in turn ends in one reply, each effect made once', async () => {
    let reasoner = await start();
    const points: string[] = [];
    for (let dieAt = 1; ; dieAt += 1) {
      const order = `A-${dieAt}000`;
      const conversation = `c${dieAt}`;
      model.use(script(order));
      await reasoner.dieAt(dieAt);
      await line.writes(conversation, `Please cancel my order ${order}.`);
      const point = await Promise.race([
        reasoner.died,
        ends(conversation).then(() => 'it lived through it'),
      ]);
      if (point === 'it lived through it') break;
      points.push(point ?? '');
      await line.endLeases();
      reasoner = await start();
      const events = await ends(conversation);
      const where = `killed behind ${point ?? ''} (${dieAt})`;
      expect([where, kindsOf(events)]).toEqual([where, KINDS]);
      const replies = events.filter(({ type }) => type === 'ReplyRequested');
      expect([where, replies.map(({ data }) => data)]).toMatchObject([
        where,
        [{ text: `Your order ${order} is cancelled.` }],
      ]);
      expect([where, orders.cancelled.get(order)]).toEqual([where, 1]);
    }
    await reasoner.kill();
    // Behind each of 14 steps, behind the intent of the one call with effects, and with both answers of tools lost.
    expect(points.filter((point) => point === 'ledger.journal')).toHaveLength(15);
    expect(points.filter((point) => point === 'tools.call')).toHaveLength(2);
  }, 720_000);
});
