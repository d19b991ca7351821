import { tellStory } from './story.suite';

const MESSAGE = 'POST /conversations/v3/conversations/threads/:id/messages';
const TICKET = 'POST /crm/v3/objects/tickets';
const UNASSIGN = 'DELETE /conversations/conversations/v3/threads/:id/assignee';

tellStory({
  vendor: 'hubspot',
  customer: { channel: 'email', customer: 'Rita', email: 'rita@customer.example' },
  reply: { sent: [MESSAGE], executed: ['reply'] },
  contest: [{ on: 'unassign', do: { kind: 'assign', to: 'ai' } }],
  tellsWhoTookItBack: true,
  contestedHandoff: {
    sent: [
      MESSAGE,
      'POST /crm/v3/properties/contacts',
      'PATCH /crm/v3/objects/contacts/:id',
      'POST /crm/v3/properties/tickets',
      TICKET,
      UNASSIGN,
    ],
    executed: [
      ...['note', 'create-property', 'update-contact', 'create-property', 'ticket'],
      ...['unassign', 'unassign', 'unassign'],
    ],
  },
  handoff: { sent: [MESSAGE, TICKET, UNASSIGN], executed: ['note', 'ticket', 'unassign'] },
  resolution: {
    sent: [MESSAGE, 'PATCH /conversations/v3/conversations/threads/:id'],
    executed: ['note', 'close'],
  },
});
