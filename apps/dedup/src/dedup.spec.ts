import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@deskstream/contracts';
import { openDedupWorld } from './testing/dedup-world';
import type { DedupWorld } from './testing/dedup-world';
import { part, replied, webhook } from './testing/deliveries';

let world: DedupWorld;

beforeEach(async () => {
  world = await openDedupWorld();
});

afterEach(() => world.close());

describe('a delivery that tells something new', () => {
  it('becomes its inputs, with its own id as correlation', async () => {
    await world.start();
    await world.publish(replied('n1', 'p1'));
    await world.settled();
    expect(world.inputs()).toMatchObject([
      {
        type: 'CustomerWrote',
        at: 1_790_000_000_000,
        data: { messageId: 'p1', text: 'text of p1' },
        envelope: {
          correlationId: 'n1',
          causationId: 'wh_n1',
          subject: 'acme/intercom/77',
          source: '/dedup',
        },
      },
    ]);
  });

  it('passes two equal texts on, because they were typed twice', async () => {
    await world.start();
    const yes = { body: '<p>yes</p>' };
    await world.publish(
      webhook({ topic: 'conversation.user.replied', delivery: 'n1', parts: [part('p1', yes)] }),
      webhook({ topic: 'conversation.user.replied', delivery: 'n2', parts: [part('p2', yes)] }),
    );
    await world.settled();
    expect(world.inputs().map(({ type }) => type)).toEqual(['CustomerWrote', 'CustomerWrote']);
  });
});

describe('a delivery that tells nothing new', () => {
  it('is told of, with the input it repeats and where that came from', async () => {
    await world.start();
    const [first] = await world.publish(replied('n1', 'p1'));
    await world.publish(replied('n1-again', 'p1'));
    await world.settled();
    const [written, suppressed] = world.inputs();
    expect(suppressed).toMatchObject({
      type: 'DeliverySuppressed',
      data: {
        deliveryId: 'n1-again',
        because: 'duplicate',
        duplicateOf: written?.id,
        firstSeenAt: `${TOPICS.webhooks}/${first?.partition ?? ''}/${first?.offset ?? ''}`,
      },
    });
  });

  it('is one of three notifications of one action', async () => {
    await world.start();
    const parts = [
      part('p9', {
        part_type: 'assignment',
        author: { type: 'admin', id: '5' },
        assigned_to: { type: 'admin', id: '5' },
      }),
    ];
    await world.publish(
      webhook({ topic: 'conversation.admin.assigned', delivery: 'n1', parts }),
      webhook({ topic: 'conversation.admin.replied', delivery: 'n2', parts }),
      webhook({ topic: 'conversation.admin.open.assigned', delivery: 'n3', parts }),
    );
    await world.settled();
    expect(world.inputs().map(({ type }) => type)).toEqual([
      'TeammateWrote',
      'ConversationAssigned',
      'DeliverySuppressed',
      'DeliverySuppressed',
    ]);
  });

  it('is told of when it is about a conversation, and not when it is about a contact', async () => {
    await world.start();
    await world.publish(
      webhook({ topic: 'conversation.priority.updated', delivery: 'n1', parts: [part('p1')] }),
      webhook({ topic: 'contact.merged', delivery: 'n2', conversation: null }),
    );
    await world.settled();
    expect(world.inputs()).toMatchObject([
      { type: 'DeliverySuppressed', data: { deliveryId: 'n1', because: 'no-content' } },
    ]);
  });

  it('is recognised after a restart, from what was passed on before', async () => {
    const first = await world.start();
    await world.publish(replied('n1', 'p1'));
    await world.settled();
    await first.stop();
    await world.start();
    await world.publish(replied('n2', 'p1'));
    await world.settled();
    expect(world.inputs().map(({ type }) => type)).toEqual(['CustomerWrote', 'DeliverySuppressed']);
  });

  it('is left to the fold once it has left the window', async () => {
    await world.start(1);
    await world.publish(replied('n1', 'p1'), replied('n2', 'p2'), replied('n3', 'p1'));
    await world.settled();
    const ids = world.inputs().map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids[2]).toBe(ids[0]);
  });
});

describe('a record that cannot be used', () => {
  it('is parked with the reason, and the next one goes on', async () => {
    await world.start();
    const good = replied('n1', 'p1');
    const headers = Object.fromEntries(
      Object.entries(good.headers).filter(([name]) => name !== 'ce_id'),
    );
    await world.publish(
      { ...good, headers },
      { ...good, headers: { ...good.headers, ce_workspace: 'gone' } },
      { ...good, headers: { ...good.headers, ce_vendor: 'zendesk' } },
      good,
    );
    await world.settled();
    expect(world.parked().map((record) => record.headers['dl_because'])).toEqual([
      'header ce_id is missing',
      'workspace gone has no connection to intercom',
      'vendor zendesk is not known',
    ]);
    expect(world.inputs()).toHaveLength(1);
  });
});
