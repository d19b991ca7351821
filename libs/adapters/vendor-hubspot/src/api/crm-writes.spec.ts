import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { expectAsDescribed } from '../testing/as-described';
import {
  NOW,
  THREAD,
  crmObject,
  failure,
  incoming,
  page,
  pipelines,
  property,
} from '../testing/bodies';
import type { ConnectedHubspot } from '../testing/connected-hubspot';
import { connectHubspot, MESSAGES } from '../testing/connected-hubspot';
import type { Answered } from '../testing/stub-hubspot';

const conversation = THREAD;

let hubspot: ConnectedHubspot;
const exchanges: Answered[] = [];

beforeEach(async () => {
  hubspot = await connectHubspot();
  hubspot.on(`GET ${MESSAGES}`, 200, page([incoming('m1', NOW - 5_000, 'Hello')]));
});

afterEach(async () => {
  exchanges.push(...hubspot.answered);
  await hubspot.close();
});

describe('a contact', () => {
  const ensure: VendorCommand = {
    kind: 'ensure-contact',
    conversation,
    email: 'a+b@example.com',
    name: 'Ada King Lovelace',
  };
  const known = '/crm/v3/objects/contacts/a%2Bb%40example.com';

  it('is found by its address', async () => {
    hubspot.on(`GET ${known}`, 200, crmObject('7', { email: 'a+b@example.com' }));
    expect(await hubspot.perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '7' });
    expect(hubspot.writes()).toEqual([]);
  });

  it('is made when there is none', async () => {
    hubspot.on('POST /crm/v3/objects/contacts', 201, crmObject('8', {}));
    expect(await hubspot.perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '8' });
    expect(hubspot.writes()[0]?.body).toEqual({
      properties: { email: 'a+b@example.com', firstname: 'Ada', lastname: 'King Lovelace' },
    });
  });

  it('is found when somebody made it meanwhile', async () => {
    const text = 'Contact already exists. Existing ID: 1246900';
    hubspot.on('POST /crm/v3/objects/contacts', 409, failure(text, 'CONFLICT'));
    expect(await hubspot.perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '1246900' });
  });
});

describe('a ticket', () => {
  const ticket: VendorCommand = {
    kind: 'ticket',
    conversation,
    subject: 'Handed off',
    content: 'Please call',
    contactId: 'V-1246900',
    ownerId: '77601',
    tag: 'handed_off',
  };

  it('is made with all it is tied to, in the first stage of the first pipeline', async () => {
    hubspot.on('GET /crm/v3/properties/tickets/deskstream_tags', 200, property);
    hubspot.on('GET /crm/v3/pipelines/tickets', 200, pipelines);
    hubspot.on('POST /crm/v3/objects/tickets', 201, crmObject('901500', {}));
    expect(await hubspot.perform(ticket)).toMatchObject({
      kind: 'done',
      vendorMessageId: '901500',
    });
    const to = (id: string, associationTypeId: number) => ({
      to: { id },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
    });
    expect(hubspot.writes().map(({ body }) => body)).toEqual([
      {
        properties: {
          subject: 'Handed off',
          content: 'Please call',
          hubspot_owner_id: '77601',
          deskstream_tags: 'handed_off',
          hs_pipeline: '0',
          hs_pipeline_stage: '1',
        },
        associations: [to('1246900', 16), to(THREAD, 32)],
      },
    ]);
  });

  it('is not made where there is no pipeline', async () => {
    hubspot.on('GET /crm/v3/pipelines/tickets', 200, { results: [] });
    const { tag: _tag, ...untagged } = ticket;
    expect(await hubspot.perform(untagged)).toMatchObject({ code: 'HUBSPOT.NO_PIPELINE' });
  });

  it('gets news below what it says, once', async () => {
    const update: VendorCommand = {
      kind: 'update-ticket',
      conversation,
      ticketId: '901500',
      content: 'One more thing',
    };
    const path = '/crm/v3/objects/tickets/901500';
    hubspot.on(`GET ${path}`, 200, crmObject('901500', { content: 'Please call' }));
    hubspot.on(`PATCH ${path}`, 200, crmObject('901500', {}));
    expect(await hubspot.perform(update)).toEqual({ kind: 'done', vendorMessageId: '901500' });
    expect(hubspot.writes().map(({ body }) => body)).toEqual([
      { properties: { content: 'Please call\n\nOne more thing' } },
    ]);
    hubspot.on(`GET ${path}`, 200, crmObject('901500', { content: 'x\n\nOne more thing' }));
    await hubspot.perform(update);
    expect(hubspot.writes()).toHaveLength(1);
  });

  it('keeps the newest of what is too long', async () => {
    const path = '/crm/v3/objects/tickets/901500';
    hubspot.on(`GET ${path}`, 200, crmObject('901500', { content: 'x'.repeat(65_536) }));
    hubspot.on(`PATCH ${path}`, 200, crmObject('901500', {}));
    await hubspot.perform({
      kind: 'update-ticket',
      conversation,
      ticketId: '901500',
      content: 'news',
    });
    const { properties } = hubspot.writes()[0]?.body as { properties: { content: string } };
    expect(properties.content).toHaveLength(65_536);
    expect(properties.content).toMatch(/^….*\n\nnews$/s);
  });
});

expectAsDescribed(exchanges);
