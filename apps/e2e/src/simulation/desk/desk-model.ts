import type { VendorEffect } from '@deskstream/testing-simulation';
import type { EpochMs } from '@deskstream/kernel';
import type { VendorCommand } from '@deskstream/port-vendor';
import { partitionKey } from '@deskstream/kernel';
import type { Notification, Part } from './notification';
import { notificationOf } from './notification';

export interface DeskConversation {
  readonly id: string;
  readonly createdAt: EpochMs;
  readonly sourceText: string;
  readonly parts: Part[];
  updatedAt: EpochMs;
  assignee: string | null;
  open: boolean;
  readonly tags: Set<string>;
  lastOwnershipRead: { readonly at: EpochMs; readonly withPerson: boolean } | null;
}

export interface DeskOptions {
  readonly workspace: string;
  readonly aiTeammateId: string;
  now(): EpochMs;
  /** The vendor tells of something; when and how often it arrives is the test's affair. */
  tell(notification: Notification): void;
}

export type SimulatedCommand = Extract<VendorCommand, { readonly kind: VendorEffect['kind'] }>;

const SIMULATED = new Set<VendorCommand['kind']>([
  'reply',
  'note',
  'unassign',
  'assign',
  'tag',
  'close',
]);

export const isSimulated = (command: VendorCommand): command is SimulatedCommand =>
  SIMULATED.has(command.kind);

/** What an Intercom workspace remembers: conversations, parts, owners; and everything it did for us. */
export class DeskModel {
  readonly conversations = new Map<string, DeskConversation>();
  readonly effects: VendorEffect[] = [];
  #ids = 0;

  constructor(private readonly options: DeskOptions) {}

  start(id: string, text: string, assignee: string | null): void {
    const now = this.options.now();
    const conversation: DeskConversation = {
      id,
      createdAt: now,
      updatedAt: now,
      sourceText: text,
      parts: [],
      assignee,
      open: true,
      tags: new Set(),
      lastOwnershipRead: null,
    };
    this.conversations.set(id, conversation);
    this.#tell('conversation.user.created', conversation, null);
  }

  customerSays(id: string, text: string): void {
    const conversation = this.get(id);
    conversation.open = true;
    const part = this.#part(conversation, {
      type: 'comment',
      text,
      author: { type: 'user', id: `user-${id}` },
    });
    this.#tell('conversation.user.replied', conversation, part);
  }

  teammateSays(id: string, teammate: string, text: string): void {
    this.#say(this.get(id), { type: 'comment', text, author: { type: 'admin', id: teammate } });
  }

  teammateNotes(id: string, teammate: string, text: string): void {
    this.#say(this.get(id), { type: 'note', text, author: { type: 'admin', id: teammate } });
  }

  assign(id: string, to: string | null, by: string): void {
    const conversation = this.get(id);
    conversation.assignee = to;
    const author = { type: 'admin', id: by } as const;
    const part = this.#part(conversation, { type: 'assignment', text: '', author, assignedTo: to });
    this.#tell('conversation.admin.assigned', conversation, part);
  }

  close(id: string, by: string): void {
    const conversation = this.get(id);
    conversation.open = false;
    const part = this.#part(conversation, {
      type: 'close',
      text: '',
      author: { type: 'admin', id: by },
    });
    this.#tell('conversation.admin.closed', conversation, part);
  }

  /** Our API calls end here; each one that is carried out is recorded. */
  carryOut(command: SimulatedCommand): { readonly messageId?: string; readonly at: EpochMs } {
    const { kind, conversation: id } = command;
    const at = this.options.now();
    if (kind === 'reply' || kind === 'note') return this.#sayOurs(kind, id, command.text);
    const text = kind === 'tag' ? command.tag : '';
    this.effects.push({ kind, key: this.keyOf(id), text, at });
    const { aiTeammateId } = this.options;
    if (kind === 'unassign') this.assign(id, null, aiTeammateId);
    else if (kind === 'assign') this.assign(id, command.to.id, aiTeammateId);
    else if (kind === 'close') this.close(id, aiTeammateId);
    else this.get(id).tags.add(command.tag);
    return { at: wholeSeconds(at) };
  }

  get(id: string): DeskConversation {
    const conversation = this.conversations.get(id);
    if (!conversation) throw new Error(`the desk has no conversation ${id}`);
    return conversation;
  }

  keyOf(id: string): string {
    return partitionKey({
      workspace: this.options.workspace,
      vendor: 'intercom',
      conversation: id,
    });
  }

  #sayOurs(kind: 'reply' | 'note', id: string, text: string) {
    const conversation = this.get(id);
    const at = this.options.now();
    const part = this.#say(conversation, {
      type: kind === 'note' ? 'note' : 'comment',
      text,
      author: { type: 'admin', id: this.options.aiTeammateId },
    });
    const { lastOwnershipRead } = conversation;
    this.effects.push({
      kind,
      key: this.keyOf(id),
      text,
      at,
      vendorMessageId: part.id,
      ...(kind === 'reply' ? { lastOwnershipRead } : {}),
    });
    return { messageId: part.id, at: wholeSeconds(at) };
  }

  #say(conversation: DeskConversation, said: Omit<Part, 'id' | 'at'>): Part {
    const part = this.#part(conversation, said);
    const topic = said.type === 'note' ? 'conversation.admin.noted' : 'conversation.admin.replied';
    this.#tell(topic, conversation, part);
    return part;
  }

  #part(conversation: DeskConversation, part: Omit<Part, 'id' | 'at'>): Part {
    const at = this.options.now();
    const kept: Part = { ...part, id: `p${(this.#ids += 1)}`, at };
    conversation.parts.push(kept);
    conversation.updatedAt = at;
    return kept;
  }

  #tell(topic: string, conversation: DeskConversation, part: Part | null): void {
    const id = `n${(this.#ids += 1)}`;
    this.options.tell(notificationOf({ id, topic, conversation, part, at: this.options.now() }));
  }
}

export const wholeSeconds = (at: EpochMs): EpochMs => Math.floor(at / 1000) * 1000;
