import { produceResponse } from '../kafkajs';
import type { Broker, ProduceAnswer } from '../kafkajs';

const PRODUCE = { apiKey: 0, apiVersion: 7, apiName: 'Produce' };

/** kafkajs' `Broker.produce` for a body of `encodeProduce`. */
export const sendProduce = async (broker: Broker, body: Buffer): Promise<ProduceAnswer> => {
  const request = { ...PRODUCE, encode: () => Promise.resolve({ buf: body, buffer: body }) };
  try {
    return await broker.connectionPool.send<ProduceAnswer>({ request, response: produceResponse });
  } catch (error) {
    if (error instanceof Error && error.name === 'KafkaJSConnectionClosedError')
      await broker.disconnect();
    throw error;
  }
};
