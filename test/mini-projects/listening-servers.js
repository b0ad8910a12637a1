// Loaded into a run with `--require`: writes a line to the file LISTENING_SERVERS for each server of the run, in whatever thread.
const { appendFileSync } = require('node:fs');
const { Server } = require('node:net');

const { listen } = Server.prototype;
Server.prototype.listen = function listenAndNote(...args) {
  appendFileSync(process.env.LISTENING_SERVERS, 'a server listens\n');
  return listen.apply(this, args);
};
