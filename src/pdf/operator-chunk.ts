/** Drawing operators in the order in which they paint; codes are pdfjs's `OPS`. */
export interface OperatorChunk {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: ArrayLike<unknown>;
}
