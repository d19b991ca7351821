import { dataFolder, freePorts, removed } from '../wrong/places';
import { Program } from '../wrong/program';

/** `npm start` as built, on ports and in a data folder of its own. URLs without a slash at the end. */
export interface RunningProduct {
  readonly console: string;
  readonly ingress: string;
  readonly simulator: string;
  readonly webChat: string;
  /** The environment of commands on the same installation. */
  readonly env: Readonly<Record<string, string>>;
  readonly said: () => string;
  stop(): Promise<void>;
}

interface Given {
  /** Its data folder outlives it. */
  readonly keep?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export const startProduct = async ({
  keep = false,
  env: more = {},
}: Given = {}): Promise<RunningProduct> => {
  const [PORT = '', INGRESS_PORT = '', SIMULATOR_PORT = '', WEB_CHAT_PORT = ''] =
    await freePorts(4);
  const data = await dataFolder();
  const env = { ...more, DESKSTREAM_DATA: data, PORT, INGRESS_PORT, SIMULATOR_PORT, WEB_CHAT_PORT };
  const program = new Program({ app: 'deskstream', args: ['start'], env });
  await program.ready();
  return {
    console: `http://127.0.0.1:${PORT}`,
    ingress: `http://127.0.0.1:${INGRESS_PORT}`,
    simulator: `http://127.0.0.1:${SIMULATOR_PORT}`,
    webChat: `http://127.0.0.1:${WEB_CHAT_PORT}`,
    env,
    said: () => program.said,
    stop: async () => {
      const code = await program.stop();
      if (!keep) await removed(data);
      if (code !== 0) throw new Error(`it ended with ${code}:\n${program.said}`);
    },
  };
};

/** JSON of an address of the product. */
export const jsonOf = async <T>(url: string): Promise<T> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status}`);
  return (await answer.json()) as T;
};
