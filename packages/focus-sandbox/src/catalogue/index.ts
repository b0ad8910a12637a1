// What tools read of the faults: their names and their records.
export type { FaultKind, FaultRecord, ScenarioGroup, Scenarios } from '../fault';
export { type Fault, listFaultNames, loadFault, loadFaultFile } from './fault-files';
