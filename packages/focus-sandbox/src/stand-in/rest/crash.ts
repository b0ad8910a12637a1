// The end of the server's process in the middle of a request.

/** Thrown by a fault: the request gets no answer, and the server ends with an error. */
export class Crash extends Error {
  override readonly name = 'Crash';
}
