// Makes typed objects of the API server's answers. client-node does this inside its own calls and does not export it; watches need it too.
export { ObjectSerializer } from '@kubernetes/client-node/dist/serializer.js';
