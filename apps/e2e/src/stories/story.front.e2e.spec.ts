import { tellStory } from './story.suite';

const NOTE = 'POST /conversations/:id/comments';
const TAG = 'POST /conversations/:id/tags';
const ASSIGN = 'PUT /conversations/:id/assignee';

tellStory({
  vendor: 'front',
  reply: { sent: ['POST /conversations/:id/messages'], executed: ['reply'] },
  contest: [{ on: 'unassign', do: { kind: 'assign', to: 'ai' } }],
  tellsWhoTookItBack: true,
  contestedHandoff: {
    sent: [NOTE, 'POST /tags', TAG, ASSIGN],
    executed: ['note', 'create-tag', 'tag', 'unassign', 'unassign', 'unassign'],
  },
  handoff: { sent: [NOTE, TAG, ASSIGN], executed: ['note', 'tag', 'unassign'] },
  resolution: { sent: [NOTE, 'PATCH /conversations/:id'], executed: ['note', 'close'] },
  assignedOnNote: [{ on: 'comment', do: { kind: 'assign', to: 'tea_4exa1' }, times: 1 }],
});
