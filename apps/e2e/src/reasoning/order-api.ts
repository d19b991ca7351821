const id = { name: 'order', in: 'path', required: true, schema: { type: 'string' } };

/** An API with one reading and one effectful operation; the latter takes an idempotency key. */
export const orderApi = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders/{order}': {
      parameters: [id],
      get: { operationId: 'order_status', summary: 'State of an order' },
      delete: {
        operationId: 'cancel_order',
        summary: 'Cancels an order',
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
      },
    },
  },
});
