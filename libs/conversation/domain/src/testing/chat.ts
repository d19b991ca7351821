import type {
  Conversation,
  ConversationEvent,
  ConversationInput,
  ConversationSettings,
  EventData,
  EventType,
  InputData,
  RecordedEvent,
} from '../index';
import { conversationDecider, defaultConversationSettings } from '../index';
import { forbid } from './forbidden';

export const T0 = 1_789_632_000_000;
const SECOND = 1_000;

type Rules = Partial<Omit<ConversationSettings, 'handoff' | 'topics' | 'resolution'>> & {
  readonly handoff?: Partial<ConversationSettings['handoff']>;
  readonly topics?: Partial<ConversationSettings['topics']>;
  readonly resolution?: Partial<ConversationSettings['resolution']>;
};

/** The AI takes unassigned conversations, and no watchdog runs, unless the rules say otherwise. */
export const settingsWith = (rules: Rules = {}): ConversationSettings => {
  const defaults = defaultConversationSettings;
  return {
    ...defaults,
    handleUnassigned: true,
    watchdogMs: null,
    ...rules,
    handoff: { ...defaults.handoff, tag: '', ...rules.handoff },
    topics: { ...defaults.topics, ...rules.topics },
    resolution: { ...defaults.resolution, ...rules.resolution },
  };
};

/** One conversation, played input by input; each call tells what was decided. */
export class Chat {
  state: Conversation = conversationDecider.initialState;
  log: RecordedEvent[] = [];
  at = T0;
  private inputs = 0;

  constructor(readonly settings: ConversationSettings = settingsWith()) {}

  hears<K extends ConversationInput['type']>(type: K, data: InputData<K>): readonly EventType[] {
    this.at += SECOND;
    this.inputs += 1;
    const input = { id: `in${this.inputs}`, at: this.at, type, data } as ConversationInput;
    const events = conversationDecider.decide(input, this.state, this.settings);
    events.forEach((event, index) => this.append(event, `in${this.inputs}.${index}`));
    return events.map((event) => event.type);
  }

  customer(
    messageId: string,
    more: Partial<InputData<'CustomerWrote'>> = {},
  ): readonly EventType[] {
    return this.hears('CustomerWrote', {
      messageId,
      text: 'Where is my export?',
      author: { id: 'u1' },
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
      vendorAt: this.at,
      ...more,
    });
  }

  teammate(
    messageId: string,
    more: Partial<InputData<'TeammateWrote'>> = {},
  ): readonly EventType[] {
    return this.hears('TeammateWrote', {
      messageId,
      text: 'I take this.',
      author: { id: 'a7' },
      visibility: 'public',
      byAi: false,
      vendorAt: this.at,
      ...more,
    });
  }

  assigned(kind: 'ai' | 'teammate' | 'team' | 'nobody', vendorAt = this.at): readonly EventType[] {
    const assignee = kind === 'nobody' ? { kind } : { kind, id: kind };
    return this.hears('ConversationAssigned', { assignee, vendorAt });
  }

  due(name: 'answer' | 'watchdog' | 'quiet' | 'resolution' | 'ticket'): readonly EventType[] {
    const timer = this.state.timers[name];
    if (timer === undefined) throw new Error(`no timer ${name} is set`);
    this.at = Math.max(this.at, timer.dueAt);
    return this.hears('TimerDue', { ...timer });
  }

  reasoned(
    result: InputData<'ReasoningFinished'>['result'],
    signals: NonNullable<InputData<'ReasoningFinished'>['signals']> = {},
  ): readonly EventType[] {
    const runId = this.state.run?.runId ?? 'none';
    return this.hears('ReasoningFinished', { runId, answerer: 'test/1', result, signals });
  }

  answers(confidence = 0.9): readonly EventType[] {
    return this.reasoned({
      kind: 'answer',
      text: 'On the exports page.',
      confidence,
      sources: [],
    });
  }

  unsure(): readonly EventType[] {
    return this.reasoned({
      kind: 'unsure',
      cause: 'no-knowledge',
      confidence: 0,
      summary: 'Nothing found.',
    });
  }

  /** What became of the newest request of this type. */
  reported(type: EventType, result: InputData<'DispatchReported'>['result']): readonly EventType[] {
    return this.hears('DispatchReported', {
      commandId: this.newest(type).id,
      attempts: 1,
      result,
    });
  }

  delivered(type: EventType, vendorMessageId = `p${this.inputs}`): readonly EventType[] {
    return this.reported(type, { kind: 'delivered', vendorMessageId, foundByReadBack: false });
  }

  newest<K extends EventType>(type: K): RecordedEvent & { readonly data: EventData<K> } {
    const found = this.log.filter((event) => event.type === type).at(-1);
    if (found === undefined) throw new Error(`no ${type} in the log`);
    return found as RecordedEvent & { readonly data: EventData<K> };
  }

  /** Asked, and the quiet time is over. */
  asked(messageId = 'm1', more: Partial<InputData<'CustomerWrote'>> = {}): this {
    this.customer(messageId, more);
    this.due('answer');
    return this;
  }

  private append(event: ConversationEvent, id: string): void {
    forbid(this.state, event);
    const recorded = { ...event, id, at: this.at } as RecordedEvent;
    this.state = conversationDecider.evolve(this.state, recorded);
    this.log.push(recorded);
  }
}
