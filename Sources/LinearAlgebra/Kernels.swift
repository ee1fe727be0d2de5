internal import CKernels

/// The loops for the highest level that this processor has.
let kernels: kernel_set = {
  var count = 0
  let sets = kernel_sets(&count)
  return sets[count - 1].pointee
}()
