import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';

const KEEP_ALIVE_MS = 60_000;

interface Wanted {
  readonly host: string;
  readonly port: number;
  readonly ssl: ConnectionOptions | null;
  readonly onConnect: () => void;
}

/** Sockets for kafkajs. Its own leave Nagle's algorithm on, so a small request may wait 40 ms for an ack. */
export const socketFactory =
  () =>
  ({ host, port, ssl, onConnect }: Wanted): Socket => {
    const named = isIP(host) ? {} : { servername: host };
    const socket = ssl
      ? connectTls({ host, port, ...named, ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    return socket;
  };
