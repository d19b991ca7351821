import type { Assignee } from '@deskstream/conversation-domain';
import type { VendorConnection } from '@deskstream/port-vendor';

/** `A-` agent, `B-` bot, `E-` email, `I-` integration, `L-` model, `S-` system, `V-` visitor. */
const ACTOR = /^[A-Z]-/;

/** Agent's actor of a user id; an actor id stays as it is (vendors/hubspot.md §5, Teammates). */
export const agentActor = (id: string): string => (ACTOR.test(id) ? id : `A-${id}`);

/** The user the assistant speaks as. */
export const aiActor = ({ aiTeammateId }: VendorConnection): string => agentActor(aiTeammateId);

/** Contact of a visitor; everything else stays as it is. */
export const contactIdOf = (id: string): string => id.replace(/^V-/, '');

/** `assignedTo` is empty when nobody has it, and an actor or a bare user id otherwise. */
export const assigneeOf = (actor: string | null, connection: VendorConnection): Assignee => {
  if (actor === null) return { kind: 'nobody' };
  const id = agentActor(actor);
  return id === aiActor(connection)
    ? { kind: 'ai', id: connection.aiTeammateId }
    : { kind: 'teammate', id };
};

/** Agents are people; visitors, and who only wrote an email, are customers; the rest are machines. */
export const kindOf = (actor: string): 'person' | 'customer' | 'machine' => {
  if (actor.startsWith('A-')) return 'person';
  return actor.startsWith('V-') || actor.startsWith('E-') ? 'customer' : 'machine';
};
