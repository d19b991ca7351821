import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Json, TestDesk } from './test-desk';
import { AI, newTicket, openTestDesk, THREADS } from './test-desk';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});

afterEach(() => desk.close());

describe('workflows of the account', () => {
  const settled = () => desk.account().rules.idle();

  it('take a thread back after our unassign', async () => {
    await desk.control('/rules', [
      { on: 'unassign', by: 'api', do: { kind: 'assign', to: 'ai' }, afterMs: 5 },
    ]);
    const id = await desk.open();
    await desk.ask('DELETE', `/conversations/conversations/v3/threads/${id}/assignee`);
    await settled();
    const assignments = (await desk.messagesOf(id)).filter(({ type }) => type === 'ASSIGNMENT');
    expect(assignments.map(({ assignedTo }) => assignedTo)).toEqual([AI, undefined, AI]);
    expect(await desk.read('GET', `${THREADS}/${id}`)).toMatchObject({ assignedTo: AI });
    expect((await desk.sent()).at(-1)).toMatchObject({
      propertyName: 'assignedTo',
      propertyValue: AI,
      changeSource: 'AUTOMATION_PLATFORM',
    });
  });

  it('give a new ticket an owner', async () => {
    await desk.control('/rules', [
      { on: 'new-ticket', do: { kind: 'set-owner', ownerId: '77602' } },
    ]);
    const contact = await desk.contactOf(await desk.open());
    const { id } = await desk.read('POST', '/crm/v3/objects/tickets', newTicket(contact, 16));
    await settled();
    const path = `/crm/v3/objects/tickets/${String(id)}?properties=hubspot_owner_id`;
    expect(await desk.read('GET', path)).toMatchObject({
      properties: { hubspot_owner_id: '77602' },
    });
    expect((await desk.sent()).at(-1)).toMatchObject({ propertyName: 'hubspot_owner_id' });
  });

  it('reopen what was closed, once', async () => {
    await desk.control('/rules', [{ on: 'close', do: { kind: 'reopen' }, times: 1 }]);
    const id = await desk.open();
    for (const status of ['OPEN', 'CLOSED']) {
      await desk.ask('PATCH', `${THREADS}/${id}`, { status: 'CLOSED' });
      await settled();
      expect(await desk.read('GET', `${THREADS}/${id}`)).toMatchObject({ status });
    }
  });

  it('are refused when they make no sense', async () => {
    const answer = await desk.control('/rules', [{ on: 'unassign', do: { kind: 'assign' } }]);
    expect(answer).toMatchObject({ statusCode: 400, message: expect.stringMatching('do.to') });
  });
});

describe('reps', () => {
  it('write, comment, take, close and change the ticket', async () => {
    const id = await desk.open();
    await desk.act(id, { action: 'assign-me' });
    await desk.act(id, { action: 'note', text: 'Look at the queue.' });
    await desk.act(id, { action: 'reply', text: 'I am on it.' });
    await desk.act(id, { action: 'ticket' });
    const view = await desk.act(id, {
      action: 'ticket-property',
      property: 'hs_pipeline_stage',
      value: '4',
    });
    await desk.act(id, { action: 'close' });
    expect(view).toMatchObject({
      assignee: { id: 'A-55502' },
      ticket: { properties: { hs_pipeline_stage: '4' } },
    });
    const told = await desk.sent();
    expect(told.map((each) => each['subscriptionType'])).toEqual(
      expect.arrayContaining(['ticket.creation', 'ticket.propertyChange']),
    );
    const { results } = (await desk.read('GET', `${THREADS}/${id}/messages`)) as {
      results: Json[];
    };
    expect(results.find(({ text }) => text === 'I am on it.')).toMatchObject({
      client: { clientType: 'HUBSPOT' },
      createdBy: 'A-55502',
      direction: 'OUTGOING',
    });
  });

  it('see a closed thread open again when the customer writes', async () => {
    const id = await desk.open();
    await desk.act(id, { action: 'close' });
    await desk.control(`/demo/conversations/${id}/customer`, { text: 'Still broken' });
    expect(await desk.read('GET', `${THREADS}/${id}`)).toMatchObject({ status: 'OPEN' });
  });
});

describe('the page', () => {
  it('is served with the look of the desk', async () => {
    const text = await desk.page();
    expect(text).toMatch('New thread');
    expect(text).toMatch('--ground');
  });
});

describe('a rep who answers a ticket without a thread', () => {
  const answer = (id: string, body: object) => desk.control(`/demo/tickets/${id}/teammate`, body);

  it('begins a thread that the ticket is tied to; the next answer goes into it', async () => {
    const contact = await desk.contactOf(await desk.open());
    const made = await desk.read('POST', '/crm/v3/objects/tickets', newTicket(contact, 16));
    const id = String(made['id']);
    expect(await answer(id, { action: 'note', text: 'not yet' })).toMatchObject({
      statusCode: 400,
    });
    const begun = await answer(id, { action: 'reply', text: 'Rosa here.' });
    const thread = String(begun['id']);
    expect(await desk.read('GET', `${THREADS}/${thread}?association=TICKET`)).toMatchObject({
      threadAssociations: { associatedTicketId: id },
    });
    expect(await answer(id, { action: 'note', text: 'internal' })).toMatchObject({ id: thread });
    const types = (await desk.messagesOf(thread)).map(({ type }) => type);
    expect(types).toEqual(['ASSIGNMENT', 'MESSAGE', 'COMMENT']);
    expect(await desk.sent()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ subscriptionType: 'conversation.creation' }),
        expect.objectContaining({ propertyName: 'hs_last_message_sent_at' }),
      ]),
    );
  });

  it('has nobody to write to without a contact', async () => {
    const made = await desk.read('POST', '/crm/v3/objects/tickets', {
      properties: { subject: 'Handoff', hs_pipeline: '0', hs_pipeline_stage: '1' },
    });
    expect(await answer(String(made['id']), { action: 'reply', text: 'Hi' })).toMatchObject({
      statusCode: 400,
      message: expect.stringMatching('no contact'),
    });
  });
});
