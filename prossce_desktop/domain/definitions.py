"""One sentence for every figure, printed under it and on the page of definitions."""

from __future__ import annotations

from collections.abc import Mapping

from prossce_desktop.domain.words import N_

DEFINITIONS: Mapping[str, str] = {
    "activities": N_("Activities whose counting date lies in the period: their own counting date, else their last day. Only held ones count; the others are listed beside them."),
    "count_persons_named": N_("People on attendance lists, each once at every activity. People at two activities are counted twice."),
    "count_persons_organiser": N_("Persons as the organiser counted them. People at two activities are counted twice."),
    "count_attendances": N_("Attendances: every visit counts, also when the same person comes again. They are never added to persons."),
    "count_online_visits": N_("Visits to an online page or booth. They are never added to persons."),
    "count_interviews": N_("Interviews held. One person may have several; they are events, not people."),
    "count_posts": N_("Vacant posts offered by employers. They are posts, not people hired."),
    "count_organisations": N_("Employers and other organisations taking part, once at every activity."),
    "count_downloads": N_("Downloads of published products. They are not readers."),
    "reach": N_("Persons who attended, each counted once, as far as the records can tell: from so many to so many. Where a count says “more than”, the end made of it says so too. Invited and registered people are not in it."),
    "outside": N_("Not in the range, because not counted as persons."),
    "cells": N_("The first number counts participations and adds up to the total. The ranges count each person once and do not add up. People whose answer was not recorded are only in the upper end."),
    "funnel_registered": N_("People whose details the organiser holds, whether they came or not. Where this number is missing, the fair’s count of persons stands for it."),
    "funnel_qualified": N_("Jobseekers found to meet the requirements of at least one post."),
    "funnel_interviews": N_("Interviews held at the fair: events, not people."),
    "funnel_hired_on_spot": N_("People hired at the fair itself. Near-hires are not in it."),
    "funnel_near_hires": N_("People who lack only papers or one more interview. They are never added to those hired."),
    "funnel_referred": N_("People referred to training or to another service."),
    "funnel_placed": N_("Near-hires and people referred who were in work when followed up: after one month, or after 90 days for posts overseas."),
    "funnel_retained_3m": N_("People in work three months after the fair, among those who could be reached."),
    "funnel_retained_6m": N_("People in work six months after the fair, among those who could be reached."),
    "hired_of_qualified": N_("Hired on the spot, divided by qualified jobseekers of the same fairs (HOTS rate)."),
    "hired_of_registered": N_("Hired on the spot, divided by registered people of the same fairs."),
    "interviews_per_qualified": N_("Interviews, divided by qualified jobseekers of the same fairs. It is a ratio and may be above 1."),
    "placed_of_near_hire": N_("Near-hires found in work when followed up, divided by all near-hires of the same fairs."),
    "retention_3m": N_("People in work three months later, divided by those who were reached."),
    "retention_6m": N_("People in work six months later, divided by those who were reached."),
    "completed_of_attended": N_("People who completed a training, divided by those who attended at least one session of it."),
    "learning_gain": N_("What was gained between the tests, divided by what could have been gained, over the people who took both."),
    "share_women": N_("Women among the participations whose sex was recorded. Of a count that gives women only, everybody else is not a woman. Not given if that is fewer than half."),
    "share_men": N_("Men among the participations whose sex was recorded. Of a count that gives men only, everybody else is not a man. Not given if that is fewer than half."),
    "share_youth_15_24": N_("People aged 15 to 24 among the participations whose age was recorded. Of a count that gives this group only, everybody else is older or younger. Not given if that is fewer than half."),
    "share_with_disability": N_("Persons with disabilities among the participations where it was asked and the answer was clear. Of a count that gives this group only, everybody else has none. Not given if that is fewer than half."),
}


def definition(figure: str) -> str:
    """The sentence of a figure by its `definition` id, in English; the caller translates it."""
    return DEFINITIONS[figure]
