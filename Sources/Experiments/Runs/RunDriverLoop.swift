import Foundation
import PlainText

/// What the driver's thread does: orders, a step when one is due, a snapshot when one is worth showing.
struct RunDriverLoop<Run: Experiment> {
  let orders: Mailbox<RunDriver<Run>.Order>
  let logFolder: URL?
  let publish: @Sendable (RunDriver<Run>.News) -> Void

  private var run: Run?
  private var generation = 0
  private var isRunning = false
  private var ordersTaken = 0
  private var target: Int?
  private var pace: Double?
  private var due = ContinuousClock.now
  private var log: RunLogFile?
  private var isLogLost = false
  private var logged = ContinuousClock.now
  private var began = ContinuousClock.now
  private var shown = (at: ContinuousClock.now, step: 0)

  /// No screen shows more than thirty snapshots a second.
  private static var snapshotInterval: Duration { .milliseconds(33) }
  private static var logInterval: Duration { .seconds(1) }

  init(
    orders: Mailbox<RunDriver<Run>.Order>, logFolder: URL?,
    publish: @escaping @Sendable (RunDriver<Run>.News) -> Void
  ) {
    self.orders = orders
    self.logFolder = logFolder
    self.publish = publish
  }

  mutating func work() {
    while true {
      let received = takeOrders()
      for order in received {
        if case .stop = order {
          updateLog()
          return
        }
        take(order)
      }
      let stepped = advanceIfDue()
      guard let run else { continue }
      let now = ContinuousClock.now
      if !received.isEmpty || (stepped && (!isRunning || now - shown.at >= Self.snapshotInterval)) {
        show(run, at: now)
      }
      if !received.isEmpty || (stepped && (!isRunning || now - logged >= Self.logInterval)) { updateLog() }
    }
  }

  private func takeOrders() -> [RunDriver<Run>.Order] {
    guard run != nil, isRunning else { return orders.takeWaiting() }
    let wait = due - ContinuousClock.now
    return wait > .zero ? orders.take(waiting: wait) : orders.take()
  }

  private mutating func take(_ order: RunDriver<Run>.Order) {
    ordersTaken += 1
    switch order {
    case .start(let configuration, let generation, let step):
      start(configuration, generation: generation, until: step)
    case .take(let action):
      do {
        try run?.take(action)
      } catch {
        publish(.refused(reason: error.description))
      }
    case .run(let step):
      isRunning = step.map { $0 > run?.step ?? 0 } ?? true
      target = step
      due = .now
    case .advance(let count):
      target = (isRunning ? target : nil) ?? run?.step ?? 0
      target? += count
      isRunning = true
      due = .now
    case .pause: isRunning = false
    case .pace(let stepsPerSecond):
      pace = stepsPerSecond
      due = .now
    case .stop: break
    }
  }

  private mutating func start(_ configuration: ExperimentConfiguration, generation: Int, until step: Int?) {
    do {
      let next = try Run(configuration)
      updateLog()
      run = next
      self.generation = generation
      isRunning = step.map { $0 > 0 } ?? true
      target = step
      due = .now
      began = .now
      shown = (began, 0)
      log = logFolder.flatMap { try? RunLogFile(for: next, in: $0) }
      isLogLost = log == nil
      logged = .now
      publish(
        .started(
          next.frame(generation: generation, stepsPerSecond: 0, seconds: 0), logPath: log?.path))
    } catch {
      publish(.failed(generation: generation, reason: String(describing: error)))
    }
  }

  private mutating func advanceIfDue() -> Bool {
    guard run != nil, isRunning, due <= .now else { return false }
    guard run?.advance() == true else {
      isRunning = false
      publish(.budgetReached(generation: generation))
      return true
    }
    if let step = run?.step, let target, step >= target { isRunning = false }
    // A machine too slow for the pace falls behind rather than hurry later.
    due = max(due, .now - .milliseconds(100)) + (pace.map { .seconds(1) / $0 } ?? .zero)
    return true
  }

  private mutating func show(_ run: Run, at now: ContinuousClock.Instant) {
    let elapsed = (now - shown.at) / .seconds(1)
    let speed = isRunning && elapsed > 0 ? Double(run.step - shown.step) / elapsed : 0
    shown = (now, run.step)
    publish(
      .snapshot(
        run.frame(generation: generation, stepsPerSecond: speed, seconds: (now - began) / .seconds(1)),
        isRunning: isRunning,
        ordersTaken: ordersTaken))
  }

  private mutating func updateLog() {
    guard let run, let logFolder else { return }
    logged = .now
    // What could not be begun may be by now.
    if log == nil { log = try? RunLogFile(for: run, in: logFolder) }
    guard let log else { return }
    do {
      try log.update(to: run)
      if isLogLost { publish(.logKept(path: log.path)) }
      isLogLost = false
    } catch {
      if !isLogLost { publish(.logLost(path: log.path)) }
      isLogLost = true
    }
  }
}
