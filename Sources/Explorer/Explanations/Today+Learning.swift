import DifferentialPrivacy
import Experiments
import Foundation
import PrivacyAccounting
import Records

// What the model learns, and what the steps were.
extension Today {
  func ofLearning(_ term: Term) -> Reading? {
    guard let snapshot = subject.snapshot, let moment = subject.moment else { return nil }
    let split = snapshot.data.split
    let members = split.isMember.count(where: \.self)
    switch term {
    case .testAccuracy:
      guard let test = moment.test, !moment.isDiverged else { return nil }
      return Reading(
        plain: "Of 100 new records \(perHundred(test.accuracy)) get the right label.",
        formula: share("accuracy = right / test records", test.accuracy, of: split.test.count))
    case .trainingAccuracy:
      guard let train = moment.train, !moment.isDiverged else { return nil }
      return Reading(
        plain:
          "Of 100 records it was trained on \(perHundred(train.accuracy)) get the label it was told.",
        formula: share("accuracy = right / training records", train.accuracy, of: members))
    case .accuracyGap:
      guard let train = moment.train, let test = moment.test, !moment.isDiverged else { return nil }
      let gap = train.accuracy - test.accuracy
      return Reading(
        plain:
          "Of 100 records \(perHundred(abs(gap))) \(gap < 0 ? "fewer" : "more") get the right label if the model was trained on them.",
        formula:
          "gap = training accuracy – test accuracy = \(decimal(train.accuracy)) – \(decimal(test.accuracy)) = \(signed(gap))"
      )
    default:
      guard let test = moment.test ?? moment.train, test.loss.isFinite else { return nil }
      let kind = moment.test == nil ? "records it was trained on" : "new records"
      let own = moment.train.map { ", \(decimal($0.loss)) on its own" } ?? ""
      return Reading(
        plain:
          "On \(kind) the model gives the right label a probability of \(perHundred(exp(-test.loss))) %, as their geometric mean.",
        formula:
          "loss = mean of –ln p(right label) = \(decimal(test.loss)) on \(kind)\(own); e^–\(decimal(test.loss)) = \(decimal(exp(-test.loss)))"
      )
    }
  }

  private func share(_ words: String, _ share: Double, of count: Int) -> String {
    let right = Int((share * Double(count)).rounded())
    return "\(words) = \(grouped(right)) / \(grouped(count)) = \(decimal(share))"
  }

  private func signed(_ value: Double) -> String { value < 0 ? "–\(decimal(-value))" : decimal(value) }

  func ofSteps(_ term: Term) -> Reading? {
    // All of it is known of the newest step alone.
    guard let snapshot = subject.snapshot, !subject.isLookingBack else { return nil }
    let settings = snapshot.settings
    let (noun, moved) = (settings.stepNoun, settings.isFederated ? "updates" : "gradients")
    switch term {
    case .ledgerPhases:
      let entries = snapshot.ledger.entries
      guard let last = entries.last else { return nil }
      let count = entries.count == 1 ? "1 phase" : "\(entries.count) phases"
      return Reading(
        plain:
          "The \(grouped(snapshot.step)) \(noun)s so far are \(count) of equal \(noun)s.",
        formula:
          "\(count); the last began at \(noun) \(grouped(last.firstStep)) and has \(grouped(last.count)) \(noun)s, now at σ \(significant(settings.noiseMultiplier)) and q\(settings.isFederated ? "" : " = B / n") = \(significant(settings.samplingRate))"
      )
    case .gradientsClipped:
      guard let norm = settings.effectiveClippingNorm, let share = subject.clippedShare else { return nil }
      let now = snapshot.lastClippingNorm ?? norm
      return Reading(
        plain:
          "Of 100 \(moved) of the last \(noun)s \(perHundred(share)) were longer than the clipping norm, and were cut to it.",
        formula:
          "g becomes g min(1, C / |g|), with C = \(significant(now)); |g| > C for \(decimal(share)) of them")
    case .clippingNorm:
      guard let norm = snapshot.lastClippingNorm, let quantile = settings.adaptiveClipping else { return nil }
      return Reading(
        plain:
          "No \(settings.isFederated ? "client's update" : "record's gradient") counts for more than \(significant(norm)) now.",
        formula:
          "C becomes C e^(rate (\(significant(quantile)) – noisy share of |g| at most C)); C = \(significant(norm)) now"
      )
    default:
      let totals = snapshot.totals
      guard totals.examples > 0 else { return nil }
      return Reading(
        plain:
          "Of \(grouped(totals.examples)) \(moved) \(totals.nonFinite == 0 ? "none" : grouped(totals.nonFinite)) had an entry that was infinite or no number, and counted as nothing.",
        formula:
          "not finite / summed = \(grouped(totals.nonFinite)) / \(grouped(totals.examples)) = \(significant(Double(totals.nonFinite) / Double(max(1, totals.examples))))"
      )
    }
  }

  func ofKnob(_ knob: Knob) -> Reading {
    let settings =
      subject.isLookingBack
      ? subject.moment?.settings ?? subject.running
      : subject.snapshot?.settings ?? subject.running
    let value = knob.valueInEffect(settings)?.description ?? settings[knob].description
    return Reading(
      plain: knob.explanation(settings),
      formula: "\(Term.knob(knob).formula); \(knob.symbol) = \(value)")
  }
}
