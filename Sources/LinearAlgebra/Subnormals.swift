internal import CKernels

/// Computes with every number that is too small to be normal taken for zero: the momentum of units that no longer learn
/// decays into such numbers, and processors are slow with them.
public func flushingSubnormals(_ body: () -> Void) {
  let control = kernel_flush_subnormals()
  body()
  kernel_restore_subnormals(control)
}
